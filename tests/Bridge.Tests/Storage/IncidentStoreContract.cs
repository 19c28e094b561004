using System.Text;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Storage;

/// <summary>What every store keeps. Each test has a partition of its own.</summary>
public abstract class IncidentStoreContract
{
    private readonly string _partition = Guid.NewGuid().ToString("N");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract IIncidentStore Store { get; }

    [Fact]
    public async Task What_was_written_is_found()
    {
        await WriteAsync(EntryChange.Insert("a|1", Json("""{"is":"ä \" 漢"}""")));

        var found = await Store.FindAsync(_partition, "a|1", Cancellation);

        Text(found).ShouldBe("""{"is":"ä \" 漢"}""");
        (await Store.FindAsync(_partition, "a|2", Cancellation)).ShouldBeNull();
        (await Store.FindAsync("elsewhere", "a|1", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_inserted_over_what_is_there()
    {
        await WriteAsync(EntryChange.Insert("a", Json("1")));

        (await WriteAsync(EntryChange.Insert("a", Json("2")))).ShouldBeNull();

        Text(await Store.FindAsync(_partition, "a", Cancellation)).ShouldBe("1");
    }

    [Fact]
    public async Task Only_the_version_that_was_read_is_replaced()
    {
        await WriteAsync(EntryChange.Insert("a", Json("1")));
        var read = (await Store.FindAsync(_partition, "a", Cancellation))!;

        (await WriteAsync(EntryChange.Replace(read, Json("2")))).ShouldNotBeNull();
        (await WriteAsync(EntryChange.Replace(read, Json("3")))).ShouldBeNull();
        (await WriteAsync(EntryChange.Delete(read))).ShouldBeNull();

        Text(await Store.FindAsync(_partition, "a", Cancellation)).ShouldBe("2");
    }

    [Fact]
    public async Task A_write_tells_the_version_that_the_next_one_must_name()
    {
        var versions = await WriteAsync(EntryChange.Insert("a", Json("1")), EntryChange.Insert("b", Json("1")));

        var next = await WriteAsync(new EntryChange("a", Json("2"), versions![0]), new EntryChange("b", Json("2"), versions[1]));

        next.ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_there_is_neither_replaced_nor_deleted()
    {
        await WriteAsync(EntryChange.Insert("a", Json("1")));
        var gone = (await Store.FindAsync(_partition, "a", Cancellation))!;
        await WriteAsync(EntryChange.Delete(gone));

        (await WriteAsync(EntryChange.Replace(gone, Json("2")))).ShouldBeNull();
        (await WriteAsync(EntryChange.Delete(gone))).ShouldBeNull();
        (await Store.FindAsync(_partition, "a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_set_is_there_whatever_was_before()
    {
        await WriteAsync(EntryChange.Set("a", Json("1")));
        await WriteAsync(EntryChange.Set("a", Json("2")));

        Text(await Store.FindAsync(_partition, "a", Cancellation)).ShouldBe("2");
    }

    [Fact]
    public async Task Changes_are_made_together_or_not_at_all()
    {
        await WriteAsync(EntryChange.Insert("taken", Json("1")));

        (await WriteAsync(EntryChange.Insert("a", Json("1")), EntryChange.Insert("b", Json("1")), EntryChange.Insert("taken", Json("2")))).ShouldBeNull();

        (await Store.QueryAsync(_partition, string.Empty, Cancellation)).Select(entry => entry.Key).ShouldBe(["taken"]);
    }

    [Fact]
    public async Task A_query_gives_the_keys_that_begin_so_in_their_order()
    {
        await WriteAsync([.. new[] { "b|2|x", "b|1|y", "c|1", "a|1", "b", "b|10" }.Select(key => EntryChange.Insert(key, Json("1")))]);

        (await Store.QueryAsync(_partition, "b|", Cancellation)).Select(entry => entry.Key).ShouldBe(["b|10", "b|1|y", "b|2|x"]);
    }

    [Fact]
    public async Task More_entries_than_a_page_holds_are_all_found()
    {
        foreach (var hundred in Enumerable.Range(0, 1100).Chunk(100))
        {
            await WriteAsync([.. hundred.Select(number => EntryChange.Insert($"n|{number:D5}", Json("1")))]);
        }

        (await Store.QueryAsync(_partition, "n|", Cancellation)).Count.ShouldBe(1100);
    }

    [Theory]
    [InlineData(29_000)]
    [InlineData(31_000)]
    [InlineData(890_000)]
    public async Task Large_contents_come_back_as_they_were(int length)
    {
        // Hardly compressible, as an attacker would have it.
        var random = new Random(length);
        var content = string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('!', '~')));
        await WriteAsync(EntryChange.Insert("a", Json(content)));

        Text(await Store.FindAsync(_partition, "a", Cancellation)).ShouldBe(content);
    }

    [Fact]
    public async Task Of_64_who_write_at_once_none_loses_anything()
    {
        await WriteAsync(EntryChange.Insert("count", Json("0")));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(
            async () =>
            {
                while (true)
                {
                    var read = (await Store.FindAsync(_partition, "count", Cancellation))!;
                    var next = int.Parse(Text(read)!, System.Globalization.CultureInfo.InvariantCulture) + 1;
                    if (await WriteAsync(EntryChange.Replace(read, Json($"{next}"))) is not null)
                    {
                        return;
                    }
                }
            },
            Cancellation)));

        Text(await Store.FindAsync(_partition, "count", Cancellation)).ShouldBe("64");
    }

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(StoredEntry? entry) => entry is null ? null : Encoding.UTF8.GetString(entry.Content.Span);

    private Task<IReadOnlyList<string>?> WriteAsync(params EntryChange[] changes) => Store.TryWriteAsync(_partition, changes, Cancellation);
}
