using System.Globalization;
using System.Text;

namespace RootWatch.SideBySide.Data;

/// <summary>What is measured on: generated once, from fixed seeds, into artifacts/bench/data.</summary>
internal static class BenchData
{
    public const int Records = 200_000;
    /// <summary>Between two records of one root session.</summary>
    public const int SecondsBetween = 30;

    public const int RootRecords = Records / RootShare;

    // Another number throws away what was generated before.
    private const string Version = "2";
    private const int Files = 40;
    private const int Accounts = 20;
    private const int RootShare = 100;
    private const int SessionLength = 50;

    private static readonly string Folder = Repository.PathOf("artifacts/bench/data");
    private static readonly DateTimeOffset Start = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Regions =
    [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ap-south-1", "ap-northeast-3", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2",
        "ap-northeast-1", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "sa-east-1",
    ];

    /// <summary>200,000 records in 40 files of 20 accounts and 17 regions, 1 % root.</summary>
    public static string Logs => Path.Combine(Folder, "logs");

    /// <summary>The same in one file: the files one after the other, which gzip allows.</summary>
    public static string OneLog => Path.Combine(Folder, "all.json.gz");

    /// <summary>10,000 root records of one account.</summary>
    public static string TenThousandOfRoot => Path.Combine(Folder, "root-10000.json.gz");

    /// <summary>The first 5,000 of them.</summary>
    public static string FiveThousandOfRoot => Path.Combine(Folder, "root-5000.json.gz");

    /// <summary>EventBridge's envelopes of calls that are not root's, one a line.</summary>
    public static string Envelopes => Path.Combine(Folder, "envelopes.jsonl");

    /// <summary>EventBridge's envelopes of root's calls in 1,000 accounts, one a line.</summary>
    public static string RootEnvelopes => Path.Combine(Folder, "root-envelopes.jsonl");

    /// <summary>Generates what is not there yet.</summary>
    public static void Prepare()
    {
        var version = Path.Combine(Folder, "version");
        if (File.Exists(version) && File.ReadAllText(version) == Version)
        {
            return;
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Logs);
        Parallel.For(0, Files, WriteLog);
        using (var all = File.Create(OneLog))
        {
            foreach (var file in Directory.EnumerateFiles(Logs).Order(StringComparer.Ordinal))
            {
                all.Write(File.ReadAllBytes(file));
            }
        }

        var root = RootOfOneAccount(10_000);
        LogFile.Write(TenThousandOfRoot, root);
        LogFile.Write(FiveThousandOfRoot, root.Take(5_000));
        var others = new RecordMaker(seed: 2);
        File.WriteAllLines(Envelopes, Enumerable.Range(0, 4_000).Select(at => EnvelopeOf(Account(at % Accounts), others.Other(Account(at % Accounts), Regions[at % Regions.Length], Start.AddSeconds(at)))));
        var mine = new RecordMaker(seed: 3);
        File.WriteAllLines(RootEnvelopes, Enumerable.Range(0, 10_000).Select(at => EnvelopeOf(Account(at % 1_000), mine.Root(Account(at % 1_000), "us-east-1", Start.AddSeconds(at / 20), Start.AddHours(-1)))));
        File.WriteAllText(version, Version);
    }

    /// <summary>So many of the records that are not root's, as the envelopes hold them.</summary>
    public static IReadOnlyList<byte[]> Others(int count)
    {
        var maker = new RecordMaker(seed: 4);
        return [.. Enumerable.Range(0, count).Select(at => maker.Other(Account(at % Accounts), Regions[at % Regions.Length], Start.AddSeconds(at)))];
    }

    /// <summary>So many root records of one account, in sessions of fifty, one a day.</summary>
    public static IReadOnlyList<byte[]> RootOfOneAccount(int count)
    {
        var maker = new RecordMaker(seed: 5);
        return
        [
            .. Enumerable.Range(0, count).Select(at =>
            {
                var session = Start.AddDays((at / SessionLength) - 300);
                return maker.Root(Account(0), "us-east-1", session.AddSeconds(SecondsBetween * (1 + (at % SessionLength))), session);
            }),
        ];
    }

    private static void WriteLog(int file)
    {
        var maker = new RecordMaker(seed: 100 + file);
        var account = Account(file % Accounts);
        var region = Regions[file % Regions.Length];
        var start = Start.AddHours(6 * (file / Accounts));
        var name = string.Create(CultureInfo.InvariantCulture, $"{account}_CloudTrail_{region}_{start:yyyyMMdd'T'HHmm'Z'}_{file:D2}.json.gz");
        LogFile.Write(Path.Combine(Logs, name), Enumerable.Range(0, Records / Files).Select(at =>
        {
            var when = start.AddMilliseconds(at * 200);
            return at % RootShare == RootShare - 1 ? maker.Root(account, region, when, start) : maker.Other(account, region, when);
        }));
    }

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"1111222{number:D5}");

    private static string EnvelopeOf(string account, byte[] record) =>
        $$"""{"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","account":"{{account}}","time":"{{RecordMaker.Time(Start)}}","region":"us-east-1","resources":[],"detail":{{Encoding.UTF8.GetString(record)}}}""";
}
