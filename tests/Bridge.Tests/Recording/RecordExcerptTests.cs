using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.Tests.Recording;

/// <summary>What is kept of a record that is too large.</summary>
public sealed class RecordExcerptTests
{
    private const int Large = 1_900_000;

    public static TheoryData<string, string> Huge { get; } = new()
    {
        { "one text", Quoted(new string('a', Large)) },
        { "text that is longer when it is written", Quoted(string.Concat(Enumerable.Repeat("\\u0001\\\"", Large / 8))) },
        { "text of other scripts", Quoted(new string('漢', Large / 3)) },
        { "emoji", Quoted(string.Concat(Enumerable.Repeat("👨\u200D👩\u200D👧\u200D👦", Large / 25))) },
        { "half surrogate pairs", Quoted(string.Concat(Enumerable.Repeat("\\ud800", Large / 6))) },
        { "one letter with accents", Quoted("e" + new string('\u0301', Large / 2)) },
        { "random text", Quoted(Convert.ToBase64String(RandomBytes(Large / 4 * 3))) },
        { "small elements", $"[{string.Join(',', Enumerable.Range(0, 300_000))}]" },
        { "small properties", $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"p{number}\":[{number}]"))}}}" },
        { "a deep list", new string('[', Large / 2) + new string(']', Large / 2) },
        { "a deep object", string.Concat(Enumerable.Repeat("{\"a\":", Large / 6)) + "1" + new string('}', Large / 6) },
        { "deep lists side by side", $"[{string.Join(',', Enumerable.Repeat(new string('[', 100) + new string(']', 100), Large / 201))}]" },
        { "a long number", new string('9', Large) },
        { "a long name", $"{{{Quoted(new string('n', Large))}:1}}" },
        { "many long texts", $"[{string.Join(',', Enumerable.Repeat(Quoted(new string('a', 10_000)), Large / 10_003))}]" },
    };

    [Theory]
    [MemberData(nameof(Huge))]
    public void It_is_cut_to_what_a_row_holds_and_the_small_fields_after_it_stay(string kind, string value)
    {
        var json = $$"""{"eventVersion":"1.11","requestParameters":{{value}},"responseElements":{"a":[1,true,null,"b"]},"eventID":"last"}""";

        var kept = RecordExcerpt.Of(json);

        kept.CutFrom.ShouldBe(Encoding.UTF8.GetByteCount(json), kind);
        Encoding.UTF8.GetByteCount(kept.Json).ShouldBeLessThanOrEqualTo(RecordExcerpt.LargestRecord);
        using var read = JsonDocument.Parse(kept.Json);
        read.RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(["eventVersion", "requestParameters", "responseElements", "eventID"]);
        read.RootElement.GetProperty("responseElements").GetRawText().ShouldBe("""{"a":[1,true,null,"b"]}""");
        read.RootElement.GetProperty("eventID").GetString().ShouldBe("last");
        read.RootElement.GetProperty("requestParameters").GetRawText().ShouldContain("…");
    }

    [Fact]
    public void Several_huge_properties_share_the_room()
    {
        var json = $"{{{string.Join(',', Enumerable.Range(0, 20).Select(number => $"\"p{number}\":{Quoted(new string('a', 90_000))}"))},\"last\":1}}";

        using var read = JsonDocument.Parse(RecordExcerpt.Of(json).Json);

        read.RootElement.EnumerateObject().Count().ShouldBe(21);
        read.RootElement.GetProperty("p19").GetString()!.Length.ShouldBeGreaterThan(5_000);
        read.RootElement.GetProperty("last").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void Very_many_properties_are_kept_as_far_as_they_fit()
    {
        var kept = RecordExcerpt.Of($"{{{string.Join(',', Enumerable.Range(0, 150_000).Select(number => $"\"p{number}\":{number}"))}}}");

        Encoding.UTF8.GetByteCount(kept.Json).ShouldBeInRange(200_000, RecordExcerpt.LargestRecord);
        using var read = JsonDocument.Parse(kept.Json);
        read.RootElement.GetProperty("p100").GetInt32().ShouldBe(100);
        read.RootElement.GetProperty("…").GetString().ShouldBe("…");
    }

    [Fact]
    public void What_fits_is_kept_as_it_arrived()
    {
        var json = $$"""{ "a" : "\u0041\ud800" , "b" : {{Quoted(new string('b', 250_000))}} }""";

        RecordExcerpt.Of(json).ShouldBe(new StoredRecord(json, CutFrom: null));
    }

    private static string Quoted(string text) => $"\"{text}\"";

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
