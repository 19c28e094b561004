using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.EndToEnd.Tests.Scan;

/// <summary>Files that somebody wrote to make a scan fail, grow without end, or say that all is well.</summary>
public sealed class HostileShapeTests
{
    private const string Root = """{"userIdentity":{"type":"Root","accountId":"111122223333"},"eventTime":"2026-11-19T07:41:12Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"1"}""";

    [Fact]
    public void A_bomb_of_gzip_is_named_and_what_stands_beside_it_is_read()
    {
        var read = ReadLogs.OfText($$"""{"records":[{"data":"{{Bomb(65)}}"},{"data":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Root))}}"}]}""");

        read.Complaints.ShouldHaveSingleItem().ShouldEndWith("not understood: gzip that unpacks to more than 64 MiB, in a wrapper.");
        read.Roots.ShouldHaveSingleItem();
    }

    [Fact]
    public void Many_bombs_in_one_object_share_what_may_unpack()
    {
        var bomb = $$"""{"data":"{{Bomb(40)}}"}""";
        var list = string.Concat("""{"hits":{"hits":[""", string.Join(',', Enumerable.Repeat(bomb, 5)), "]}}");

        var read = ReadLogs.OfText(list);

        read.Complaints.ShouldContain(complaint => complaint.Contains("a wrapper that unpacks to more than 128 MiB"));
        read.AreWhole.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(7, true)]
    [InlineData(9, false)]
    [InlineData(12, false)]
    public void Wrappers_around_wrappers_are_followed_so_far(int wrappers, bool isRead)
    {
        var json = Root;
        for (var i = 0; i < wrappers; i++)
        {
            json = new JsonObject { ["Message"] = json }.ToJsonString();
        }

        var read = ReadLogs.OfText(json);

        read.Roots.Count.ShouldBe(isRead ? 1 : 0);
        read.AreWhole.ShouldBe(isRead);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("{\"event\":", "}")]
    [InlineData("{\"Records\":[", "]}")]
    [InlineData("[[{\"userIdentity\":", "}]]")]
    public void Depth_costs_neither_the_stack_nor_the_rest(string open, string close)
    {
        const int Deep = 100_000;
        var deep = string.Concat(Enumerable.Repeat(open, Deep)) + "1" + string.Concat(Enumerable.Repeat(close, Deep));

        var read = ReadLogs.OfText($"{Root}\n{deep}");

        read.AreWhole.ShouldBeFalse();
        read.Complaints.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("{", "}")]
    [InlineData("[", "]")]
    [InlineData("{a={", "}}")]
    public void A_deep_text_of_Lake_s_costs_no_more_than_its_length(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 20_000)) + string.Concat(Enumerable.Repeat(close, 20_000));

        var read = ReadLogs.OfText(JsonSerializer.Serialize(LakeRow("{type=Root}", deep)));

        read.Roots.ShouldHaveSingleItem().EventName.ShouldBe("CreateUser");
    }

    [Theory]
    [InlineData("{type=Root, arn=arn:aws:iam::111122223333:root, username=x, type=IAMUser}", 1)]
    [InlineData("{type=IAMUser, arn=arn:aws:iam::111122223333:user/x, username=x, type=Root}", 0)]
    [InlineData("{type=Root, username={, arn=arn:aws:iam::111122223333:user/x}", 1)]
    [InlineData("{type=Root, username=a=b, c, accountid=111122223333}", 1)]
    [InlineData("{\"type\":\"Root\",\"type\":\"IAMUser\"}", 1)]
    public void Of_what_looks_like_fields_in_Lake_s_text_the_first_counts(string identity, int roots) =>
        ReadLogs.OfText(JsonSerializer.Serialize(LakeRow(identity, "null"))).Roots.Count.ShouldBe(roots);

    [Theory]
    [InlineData("""{"eventName":"x","userIdentity":"\ud800","\ud800":1}""")]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("""{"class_uid":6003,"class_uid":6003,"unmapped":{"a":1,"a":2,"a.b":{"c":1,"c":2},"a.b.c":3}}""")]
    [InlineData("""{"class_uid":6003,"time":99999999999999999999,"metadata":{"version":"9999999999999999999999"}}""")]
    [InlineData("""{"userIdentity.type":"Root","eventName":{"a":1,"a":2},"userIdentity.type.x":{"a":1,"a":2}}""")]
    [InlineData("""[[{"":1}]]""")]
    [InlineData("""{"_source":[],"fields":7,"hits":{"hits":{}},"awslogs":{"data":{}}}""")]
    [InlineData("""{"QueryResultRows":[[{"eventName":"x"},{"eventName":["x"]}]]}""")]
    public void Odd_JSON_is_named_and_breaks_nothing(string json)
    {
        var read = ReadLogs.OfText($"{Root}\n{json}");

        read.AreWhole.ShouldBeFalse();
        read.Roots.Count.ShouldBe(1);
    }

    [Fact]
    public void A_row_with_many_columns_is_read_in_time_that_grows_with_it()
    {
        var row = new JsonObject { ["eventTime"] = "2026-11-19T07:41:12Z", ["eventSource"] = "iam.amazonaws.com", ["eventName"] = "CreateUser", ["userIdentity.type"] = "Root" };
        for (var i = 0; i < 100_000; i++)
        {
            row[$"requestParameters.k{i}"] = "v";
        }

        ReadLogs.OfText(row.ToJsonString()).Roots.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_list_beside_another_and_what_follows_it_are_read()
    {
        var read = ReadLogs.OfText($$"""{"searched":[{"a":1,"b":2,"c":3}],"events":[],"other":[{"a":1,"b":2,"c":3}],"meta":{"a":1},"Records":[{{Root}}],"status":"ok"}""");

        read.AreWhole.ShouldBeTrue();
        read.Roots.ShouldHaveSingleItem();
    }

    [Fact]
    public void Lists_of_lists_are_read_without_being_kept()
    {
        var slurped = $"[[{Root},{Root}],[],[{{\"Records\":[{Root}]}}],{{\"Records\":[{{\"Records\":[{Root}]}},{Root}]}}]";

        var read = ReadLogs.OfText(slurped);

        read.Complaints.ShouldBeEmpty();
        read.Events.ShouldBe(5);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"a\":\"b\"}")]
    public void An_event_whose_kind_is_no_text_hides_no_record(string kind) =>
        ReadLogs.OfText($$"""{"detail-type":{{kind}},"detail":{{Root}}}""").Roots.ShouldHaveSingleItem();

    private static JsonObject LakeRow(string identity, string request) =>
        new()
        {
            ["QueryResultRows"] = new JsonArray(new JsonArray(
                [.. new (string Name, string Value)[]
                {
                    ("eventTime", "2026-11-19 07:41:12.000"),
                    ("eventSource", "iam.amazonaws.com"),
                    ("eventName", "CreateUser"),
                    ("userIdentity", identity),
                    ("requestParameters", request),
                }.Select(column => new JsonObject { [column.Name] = column.Value })])),
        };

    private static string Bomb(int mebibytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var spaces = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (var i = 0; i < mebibytes; i++)
            {
                gzip.Write(spaces);
            }
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
