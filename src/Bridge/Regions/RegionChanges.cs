using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Regions;

/// <summary>Says what is to be told of a region that was enabled or disabled: that depends on whether a spoke is heard there.</summary>
public sealed class RegionChanges(Spokes spokes, TimeProvider time)
{
    // The rest of the answer's time belongs to the telling.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Null where nothing is to be told.</summary>
    public async Task<Notice?> NoticeOfAsync(RegionChange change) =>
        change.Status == RegionStatus.Other ? null : RegionNotices.Of(change, await StateAsync(change.Place));

    // Where the ledger does not answer, a message too many is better than one too few.
    private async Task<CoverageState> StateAsync(SpokeId place)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var coverage = await spokes.CoverageAsync(patience.Token).WaitAsync(patience.Token);
            return coverage.FirstOrDefault(spoke => (spoke.Account, spoke.Region) == (place.Account, place.Region))?.State ?? CoverageState.NeverHeard;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            return CoverageState.NeverHeard;
        }
    }
}
