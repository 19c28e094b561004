using System.Globalization;
using System.IO.Compression;
using System.Text;
using RootWatch.Bridge.Incidents;
using RootWatch.Cli.Scan;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.EndToEnd.Tests.Scan;

/// <summary>Files are read once, side by side, and count only where they are whole.</summary>
public sealed class ReadingTests : IDisposable
{
    // More than one file's events may have in memory.
    private const int Many = 3000;

    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-reading-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_read_side_by_side_give_what_they_give_one_by_one_in_their_order()
    {
        var paths = Enumerable.Range(0, 60).Select(i => Write($"{i:D2}.json", (i % 6) switch
        {
            0 => Log(first: i * Many, i == 0 ? Many : 2),
            1 => Log(first: i * Many, 3)[..^4],
            2 => Encoding.UTF8.GetBytes($$"""{"k{{i}}":1}"""),
            3 => """{"Records":[]}"""u8.ToArray(),
            4 => [],
            _ => Log(first: i * Many, 1),
        })).ToList();
        var oneByOne = paths.ConvertAll(ReadLogs.Of);

        var together = ReadLogs.Of(_folder);

        together.Complaints.ShouldBe(oneByOne.SelectMany(read => read.Complaints));
        together.Events.ShouldBe(oneByOne.Sum(read => read.Events));
        together.Roots.Select(root => root.EventId).ShouldBe(oneByOne.SelectMany(read => read.Roots).Select(root => root.EventId));
    }

    [Theory]
    [InlineData("end cut off")]
    [InlineData("text after it")]
    [InlineData("broken in the midst")]
    [InlineData("gzip cut off")]
    [InlineData("gzip corrupt")]
    [InlineData("gzip of what is cut off")]
    public void Half_a_file_counts_for_nothing_however_much_of_it_was_read(string how)
    {
        var log = Log(first: 0, Many);
        var path = Write("broken.json", how switch
        {
            "end cut off" => log[..^3],
            "text after it" => [.. log, .. "x"u8],
            "broken in the midst" => [.. log[..^2], .. ",{\"userIdentity\":{\"type\":\"Root\"},}]}"u8],
            "gzip cut off" => Packed(log)[..^20],
            "gzip corrupt" => [.. Packed(log)[..^500], .. new byte[500]],
            "gzip of what is cut off" => Packed(log[..^3]),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, message: null),
        });
        Write("whole.json", Log(first: Many, 1));

        var read = ReadLogs.Of(_folder);

        read.Complaints.ShouldHaveSingleItem().ShouldStartWith($"{path}: skipped, for it is corrupt or cannot be read.");
        read.Events.ShouldBe(1);
        read.Roots.ShouldHaveSingleItem().EventId.ShouldBe(IdOf(Many));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_large_file_is_read_whole_however_often_it_is_packed(int layers)
    {
        var log = Log(first: 0, Many);
        for (var i = 0; i < layers; i++)
        {
            log = Packed(log);
        }

        var read = ReadLogs.Of(Write("large.json", log));

        read.Complaints.ShouldBeEmpty();
        read.Roots.Select(root => root.EventId).ShouldBe(Enumerable.Range(0, Many).Select(IdOf));
    }

    [Fact]
    public void Four_layers_of_gzip_are_no_log() =>
        ReadLogs.Of(Write("packed.json", Packed(Packed(Packed(Packed(Log(first: 0, 1))))))).Complaints.ShouldHaveSingleItem().ShouldContain("skipped");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_large_file_is_left_in_its_midst_when_the_scan_is_cancelled(bool isPacked)
    {
        var path = Write("large.json", isPacked ? Packed(Log(first: 0, Many)) : Log(first: 0, Many));
        using var cancellation = new CancellationTokenSource();
        var (read, all) = (0L, 0L);

        void Cancel(long done, long total)
        {
            (read, all) = (done, total);
            cancellation.Cancel();
        }

        Should.Throw<OperationCanceledException>(() => Logs.Read([path], static _ => { }, Cancel, cancellation.Token));
        read.ShouldBeInRange(1, all / 2);
    }

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip -c")]
    public async Task A_pipe_that_is_named_as_a_file_is_read(string command)
    {
        var log = Write("log.json", Log(first: 0, 20));

        await using var scan = Child.Start("bash", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")}' scan <({command} '{log}') --format jsonl"]);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(20);
    }

    [Fact]
    public void An_incident_that_is_kept_holds_on_to_no_findings()
    {
        var kept = new List<Incident>();
        var incidents = new Incidents(kept.Add);

        incidents.Take(new AccountLedgers(DetectionPolicy.None, AccountProfiles.None).Record(Detector.Read(Sample.Record("root-create-user"))!, arrived: null).Incident);
        incidents.Close();

        kept.ShouldHaveSingleItem().Known.ShouldBeEmpty();
    }

    private static string IdOf(int number) => number.ToString("D8", CultureInfo.InvariantCulture);

    // What is in each record cannot be packed well, so that a packed log is long, too.
    private static byte[] Log(int first, int count)
    {
        var random = new Random(first);
        var padding = new byte[800];
        var log = new StringBuilder("""{"Records":[""");
        for (var i = first; i < first + count; i++)
        {
            random.NextBytes(padding);
            log.Append(i > first ? "," : string.Empty).Append(
                CultureInfo.InvariantCulture, $$"""{"eventID":"{{IdOf(i)}}","eventTime":"{{DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}}","eventSource":"iam.amazonaws.com","eventName":"ListUsers","userIdentity":{"type":"Root","accountId":"111122223333"},"requestParameters":{"marker":"{{Convert.ToHexStringLower(padding)}}"},"readOnly":true}""");
        }

        return Encoding.UTF8.GetBytes(log.Append("]}").ToString());
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
