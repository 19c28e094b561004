using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;
using RootWatch.Detection.Policy;
using RootWatch.SideBySide.Data;

namespace RootWatch.Benchmarks;

/// <summary>What the benchmarks begin with.</summary>
internal static class Records
{
    private static readonly Uri Link = new("https://rootwatch.example/api/incidents/111122200000-0a1b2c3d4e?k=a&e=1798761600&s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    /// <summary>One account's ledger, and what came of its last record.</summary>
    /// <param name="count">How many root records.</param>
    public static (AccountLedger Ledger, RecordedFinding Last) Ledger(int count)
    {
        var (ledger, last) = (AccountLedger.Empty, default(RecordedFinding)!);
        foreach (var record in BenchData.RootOfOneAccount(count))
        {
            (ledger, last) = ledger.Record(Detector.Read(record)!, arrived: null, DetectionPolicy.None);
        }

        return (ledger, last);
    }

    /// <summary>A message of an incident of fifty records.</summary>
    public static OutgoingMessage Message()
    {
        var (_, last) = Ledger(50);
        return new OutgoingMessage(new Alert(last.Finding, last.Incident.Snapshot, []), $"{last.Incident.Id}.1.sns", MayBeRepeat: false)
        {
            AccountName = "Payments",
            Links = [new("Open incident", Link), new("This was us", Link), new("Not us", Link)],
        };
    }
}
