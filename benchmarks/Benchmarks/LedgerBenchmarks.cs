using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Recording;
using RootWatch.Detection.Policy;

namespace RootWatch.Benchmarks;

/// <summary>An account's ledger read from its document and folded, and written again.</summary>
public class LedgerBenchmarks
{
    private AccountLedger _ledger = AccountLedger.Empty;
    private byte[] _document = [];

    [Params(1, 100, 1024)]
    public int Known { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _ledger = Records.Ledger(Known).Ledger;
        _document = Write();
    }

    [Benchmark]
    public int Fold() => JsonSerializer.Deserialize(_document, LedgerJson.Default.AccountDocument)!.ToLedger(DetectionPolicy.None).History.Observations.Count;

    [Benchmark]
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(AccountDocument.Of(_ledger), LedgerJson.Default.AccountDocument);
}
