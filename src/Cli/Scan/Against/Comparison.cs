using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.KnownEvents;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Scan.Against;

/// <summary>Compares findings with what a bridge knows, some hundreds at a time.</summary>
internal sealed class Comparison(KnownEvents bridge, Action<UnknownEventLine> found)
{
    private const int MostEvents = 500;

    // A question may have 2 MiB, and JSON makes of a character six.
    private const int MostCharacters = 100_000;

    private readonly List<RecordedFinding> _waiting = [];
    private int _characters;

    /// <summary>How many events were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>What the bridge recorded before then it has forgotten, UTC; null where it was asked nothing yet.</summary>
    public DateTimeOffset? KeptSince { get; private set; }

    /// <exception cref="BridgeException">The bridge gave no usable answer.</exception>
    public async Task TakeAsync(RecordedFinding recorded, CancellationToken cancellationToken)
    {
        _waiting.Add(recorded);
        _characters += recorded.Finding.Record.EventId.Length;
        if (_waiting.Count >= MostEvents || _characters >= MostCharacters)
        {
            await AskAsync(cancellationToken);
        }
    }

    /// <summary>Compares what waits. Asks the bridge even where nothing does: silence of a bridge that is not there proves nothing.</summary>
    /// <exception cref="BridgeException">The bridge gave no usable answer.</exception>
    public Task EndAsync(CancellationToken cancellationToken) => _waiting.Count > 0 || KeptSince is null ? AskAsync(cancellationToken) : Task.CompletedTask;

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var answer = await bridge.FindUnknownAsync([.. _waiting.Select(recorded => new EventReference(recorded.Finding.Record.Account, recorded.Finding.Record.EventId))], cancellationToken);
        KeptSince = answer.KeptSince;
        var unknown = answer.Unknown.ToHashSet(StringComparer.Ordinal);
        foreach (var recorded in _waiting.Where(recorded => unknown.Contains(recorded.Finding.Record.EventId)))
        {
            found(UnknownEventLine.Of(recorded, answer.KeptSince));
        }

        Compared += _waiting.Count;
        _waiting.Clear();
        _characters = 0;
    }
}
