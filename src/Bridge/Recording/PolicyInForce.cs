using RootWatch.Bridge.Expectations;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Recording;

/// <summary>The policy from its file, with the windows that people declared since.</summary>
public sealed class PolicyInForce(IIncidentStore store, DetectionPolicy policy, TimeProvider time)
{
    // So long a window that another process took in may not be known here.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // What is older than any session that is remembered decides nothing any more.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(9);

    private (DetectionPolicy Policy, DateTimeOffset Until) _known = (policy, DateTimeOffset.MinValue);

    /// <summary>As it was when the store last answered.</summary>
    public DetectionPolicy LastKnown => _known.Policy;

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<DetectionPolicy> CurrentAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.Until > now)
        {
            return _known.Policy;
        }

        var declared = await DeclaredExpectation.AllAsync(store, cancellationToken);
        var windows = declared.Select(one => one.ToWindow()).Where(window => window.To > now - Memory).ToList();
        _known = (windows.Count == 0 ? policy : policy with { Expectations = [.. policy.Expectations, .. windows] }, now + Fresh);
        return _known.Policy;
    }

    /// <summary>Asks the store again the next time.</summary>
    public void Refresh() => _known = _known with { Until = DateTimeOffset.MinValue };
}
