using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using RootWatch.Cli.Ledger;

namespace RootWatch.EndToEnd.Tests.Ledger;

/// <summary>A ledger goes into a file and comes back, wholly or not at all.</summary>
public sealed class LedgerTransferTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IDisposable
{
    private const string First = """{"format":"rootwatch-ledger","version":1,"table":"RootWatch"}""";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"rootwatch-{Guid.NewGuid():N}.jsonl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task What_a_bridge_wrote_comes_back_byte_by_byte_and_a_bridge_on_it_repeats_nothing()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        var (source, target) = (NewTable(), NewTable());
        var envelope = TestBridge.Event("root-create-access-key");
        await DeliverAsync(sinks, source, envelope);
        var before = await ExportAsync(source);

        (await ImportAsync(target)).ShouldBe(0);

        before.Length.ShouldBeGreaterThan(6);
        var after = await ExportAsync(target);
        after[1..^1].ShouldBe(before[1..^1]);
        after[0].ShouldBe(before[0].Replace(source.Name, target.Name, StringComparison.Ordinal));
        await DeliverAsync(sinks, target, envelope);
        (sinks.Sns.Received.Count, sinks.Workflow.Received.Count).ShouldBe((1, 1));
        await DeliverAsync(sinks, NewTable(), envelope);
        sinks.Sns.Received.Count.ShouldBe(2, "A bridge that knows nothing tells it: the test would notice a ledger that was lost.");
    }

    [Fact]
    public async Task Every_type_of_Azure_Tables_keeps_its_type_and_value()
    {
        var (source, target) = (NewTable(), NewTable());
        await source.CreateAsync(Cancellation);
        TableEntity entity = new("p", "r")
        {
            ["Text"] = "é \" \\ \u0001 \u2028 😀",
            ["Empty"] = string.Empty,
            ["Flag"] = true,
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1,
            ["Whole"] = 5.0,
            ["Time"] = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_567),
            ["Id"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            ["Bytes"] = new byte[] { 0, 1, 255 },
        };
        await source.AddEntityAsync(entity, Cancellation);
        await ExportAsync(source);

        (await ImportAsync(target)).ShouldBe(0);

        var copy = (await target.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value;
        foreach (var (name, value) in entity)
        {
            copy[name].ShouldBe(value, name);
            copy[name].ShouldBeOfType(value.GetType(), name);
        }
    }

    [Fact]
    public async Task Large_entities_and_many_of_a_partition_go_in_as_many_transactions_as_they_need()
    {
        var (source, target) = (NewTable(), NewTable());
        await source.CreateAsync(Cancellation);
        foreach (var rows in Enumerable.Range(0, 250).Chunk(100))
        {
            await source.SubmitTransactionAsync(rows.Select(static row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", Row(row)) { ["Content"] = "{}" })), Cancellation);
        }

        var part = new byte[60_000];
        for (var row = 0; row < 5; row++)
        {
            await source.AddEntityAsync(new TableEntity("large", Row(row)) { ["A"] = part, ["B"] = part, ["C"] = part, ["D"] = part, ["E"] = part, ["F"] = part, ["G"] = part, ["H"] = part, ["I"] = part, ["J"] = part, ["K"] = part, ["L"] = part }, Cancellation);
        }

        await ExportAsync(source);

        (await ImportAsync(target)).ShouldBe(0);

        (await ExportAsync(target)).Length.ShouldBe(257);
    }

    [Fact]
    public async Task A_table_that_holds_something_is_refused_merged_or_overwritten()
    {
        var (source, target) = (NewTable(), NewTable());
        await FillAsync(source, ("a", "new"), ("b", "new"));
        await FillAsync(target, ("b", "old"), ("c", "old"));
        await ExportAsync(source);

        (await ImportAsync(target)).ShouldBe(2);
        (await ContentsAsync(target)).ShouldBe("b old, c old");
        (await ImportAsync(target, ImportMode.Merge)).ShouldBe(0);
        (await ContentsAsync(target)).ShouldBe("a new, b old, c old");
        (await ImportAsync(target, ImportMode.Overwrite)).ShouldBe(0);
        (await ContentsAsync(target)).ShouldBe("a new, b new, c old");
    }

    [Fact]
    public async Task What_was_interrupted_goes_on_with_merge()
    {
        var (source, target) = (NewTable(), NewTable());
        await FillAsync(source, [.. Enumerable.Range(0, 130).Select(row => (Row(row), "new"))]);
        var whole = await ExportAsync(source);
        await FillAsync(target, [.. Enumerable.Range(40, 70).Select(row => (Row(row), "new"))]);

        (await ImportAsync(target, ImportMode.Merge)).ShouldBe(0);
        (await ImportAsync(target, ImportMode.Merge)).ShouldBe(0);

        (await ExportAsync(target))[1..^1].ShouldBe(whole[1..^1]);
    }

    [Theory]
    [InlineData("Line 1: this is no export of a ledger", """{"Records":[]}""")]
    [InlineData("Line 1: this is no export of a ledger", "hello")]
    [InlineData("Line 1: this is no export of a ledger", "[]")]
    [InlineData("Line 1: the file is cut", "")]
    [InlineData("Line 1: the export has version 2", """{"format":"rootwatch-ledger","version":2,"table":"RootWatch"}""")]
    [InlineData("Line 2: the file is cut here: the last line", First)]
    [InlineData("Line 3: this is not JSON", First, """{"partition":"p","row":"r","properties":{}}""", "{\"partition\":")]
    [InlineData("Line 2: an entity needs a partition", First, """{"partition":"p","properties":{}}""")]
    [InlineData("Line 2: a property has no type", First, """{"partition":"p","row":"r","properties":{"A":{"type":"Edm.Int32","value":"many"}}}""")]
    [InlineData("Line 2: a property has no type", First, """{"partition":"p","row":"r","properties":{"A":{"type":"Edm.Decimal","value":"1"}}}""")]
    [InlineData("Line 2: a property has no type", First, """{"partition":"p","row":"r","properties":{"A":{"type":"Edm.Binary","value":"?"}}}""")]
    [InlineData("Line 2: a property has no type", First, """{"partition":"p","row":"r","properties":{"Timestamp":{"type":"Edm.String","value":"x"}}}""")]
    [InlineData("Line 3: the export had 2 entities, and the file has 1", First, """{"partition":"p","row":"r","properties":{}}""", """{"entities":2,"sha256":"00"}""")]
    [InlineData("Line 3: the checksum does not fit", First, """{"partition":"p","row":"r","properties":{}}""", """{"entities":1,"sha256":"00"}""")]
    [InlineData("Line 3: something stands after", First, """{"entities":0,"sha256":"00"}""", "{}")]
    public async Task A_file_that_is_no_whole_export_is_refused_with_its_line(string complaint, params string[] lines)
    {
        await File.WriteAllTextAsync(_file, string.Concat(lines.Where(line => line.Length > 0).Select(line => line + "\n")), Cancellation);
        await using var stream = File.OpenRead(_file);

        var refusal = await Should.ThrowAsync<LedgerFileException>(() => new LedgerFile(stream).CheckAsync(Cancellation));

        refusal.Message.ShouldStartWith(complaint);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(4_000)]
    public async Task A_cut_or_changed_file_is_refused_and_nothing_is_written(int cut)
    {
        var (source, target) = (NewTable(), NewTable());
        await FillAsync(source, [.. Enumerable.Range(0, 100).Select(row => (Row(row), "new"))]);
        await ExportAsync(source);
        var whole = await File.ReadAllBytesAsync(_file, Cancellation);

        await File.WriteAllBytesAsync(_file, whole[..^cut], Cancellation);
        (await ImportAsync(target)).ShouldBe(2);
        whole[whole.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(_file, whole, Cancellation);
        (await ImportAsync(target)).ShouldBe(2);

        await target.CreateIfNotExistsAsync(Cancellation);
        (await ContentsAsync(target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_read_to_its_end()
    {
        await using var endless = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', LedgerFormat.LongestLine + 200_000)));

        (await Should.ThrowAsync<LedgerFileException>(() => new LedgerFile(endless).CheckAsync(Cancellation))).Message.ShouldStartWith("Line 1: the line is longer");
    }

    [Fact]
    public async Task A_hundred_thousand_entities_are_never_in_memory_together()
    {
        var table = new ManyEntities(100_000);
        await using var stream = new FileStream(_file, FileMode.Create);
        (await LedgerExport.RunAsync(table, stream, Cancellation)).ShouldBe(100_000);
        table.StillInMemory.ShouldBeLessThan(5_000);

        List<WeakReference> read = [];
        var alive = 0;
        await foreach (var batch in new LedgerFile(stream).EntitiesAsync(Cancellation).BatchedAsync(Cancellation))
        {
            batch.Count.ShouldBeLessThanOrEqualTo(100);
            read.AddRange(batch.Select(static entity => new WeakReference(entity)));
            if (read.Count == 99_000)
            {
                GC.Collect();
                alive = read.Count(static entity => entity.IsAlive);
            }
        }

        read.Count.ShouldBe(100_000);
        alive.ShouldBeLessThan(5_000);
    }

    [Fact]
    public async Task A_ledger_that_is_not_there_is_not_exported()
    {
        (await LedgerTransfer.ExportAsync(NewTable(), Cancellation)).ShouldBe(1);
        (await LedgerTransfer.ImportAsync(NewTable(), "/nowhere/ledger.jsonl", ImportMode.IntoEmpty, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task The_commands_say_which_ledger_they_need_and_take_Azurites_by_the_bridges_own_variable()
    {
        var table = NewTable();
        await FillAsync(table, ("a", "content"));
        var tool = Path.Combine(AppContext.BaseDirectory, "rootwatch.dll");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Ledger__ConnectionString"] = azurite.ConnectionString };

        await using var export = Child.Start("dotnet", [tool, "ledger", "export", "--table", table.Name], environment);
        (await export.ExitCodeAsync()).ShouldBe(0, export.Output);
        export.Output.ShouldContain("""{"partition":"p","row":"a","properties":{"Content":{"type":"Edm.String","value":"content"}}}""");
        export.Output.ShouldContain("1 entities of ");

        await using var nowhere = Child.Start("dotnet", [tool, "ledger", "export"]);
        (await nowhere.ExitCodeAsync()).ShouldBe(2);
        nowhere.Output.ShouldContain("Give --table-service-uri, or set Ledger__ConnectionString");
    }

    private static string Row(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private static async Task FillAsync(TableClient table, params (string Row, string Content)[] entities)
    {
        await table.CreateAsync(Cancellation);
        foreach (var batch in entities.Chunk(100))
        {
            await table.SubmitTransactionAsync(batch.Select(static entity => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", entity.Row) { ["Content"] = entity.Content })), Cancellation);
        }
    }

    private static async Task<string> ContentsAsync(TableClient table)
    {
        List<string> contents = [];
        await foreach (var entity in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
        {
            contents.Add($"{entity.RowKey} {entity.GetString("Content")}");
        }

        return string.Join(", ", contents);
    }

    private TableClient NewTable() => new(azurite.ConnectionString, "T" + Guid.NewGuid().ToString("N"));

    private async Task<string[]> ExportAsync(TableClient table)
    {
        await using (var stream = new FileStream(_file, FileMode.Create))
        {
            await LedgerExport.RunAsync(table, stream, Cancellation);
        }

        return await File.ReadAllLinesAsync(_file, Cancellation);
    }

    private Task<int> ImportAsync(TableClient table, ImportMode mode = ImportMode.IntoEmpty) => LedgerTransfer.ImportAsync(table, _file, mode, Cancellation);

    private async Task DeliverAsync(RecordingSinks sinks, TableClient table, byte[] envelope)
    {
        await using var bridge = await TestBridge.StartAsync(
            new Dictionary<string, string?>(TestBridge.Settings(sinks), StringComparer.Ordinal) { ["Ledger:ConnectionString"] = azurite.ConnectionString, ["Ledger:TableName"] = table.Name },
            new Amazon.Runtime.BasicAWSCredentials("test", "test"));
        (await bridge.EventBridge.DeliverAsync(envelope, Cancellation)).IsDelivered.ShouldBeTrue();
    }
}
