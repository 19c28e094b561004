using System.Net;
using System.Text.Json;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Reconcile;

/// <summary>Has a running bridge ask AWS now, and watches until it is done.</summary>
internal sealed class RoundFollower(BridgeClient bridge, TimeProvider time)
{
    private const string Path = "reconcile";

    // While another process takes a round over, or the ledger does not answer, a look or some bring nothing.
    private const int MostMissedLooks = 15;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Asks for a round.</summary>
    /// <exception cref="BridgeException">The bridge gave no usable answer.</exception>
    public async Task<RoundRequest> BeginAsync(ReconcileRequest request, CancellationToken cancellationToken)
    {
        var answer = await bridge.SendAsync(HttpMethod.Post, Path, JsonSerializer.SerializeToUtf8Bytes(request, ReconcileJson.Default.ReconcileRequest), cancellationToken);
        switch (answer.Status)
        {
            case HttpStatusCode.NotFound:
                return new RoundRequest(null, IsAnothers: false, answer.Detail is { Length: > 0 } why ? why : "The bridge answered 404: it is older than this tool, or --to is another address than the bridge's.");
            case HttpStatusCode.Conflict:
                return Asked(await LookAsync(cancellationToken), isAnothers: true);
            default:
                return answer.IsSuccess ? Asked(answer.Read(ReconcileJson.Default.ReconcileStatus), isAnothers: false) : throw answer.Refusal();
        }
    }

    /// <summary>Looks every two seconds how the round stands, until it ends.</summary>
    /// <param name="status">How it stood at first.</param>
    /// <param name="show">Takes how it stands.</param>
    /// <param name="cancellationToken">Ends the watching, and not the round.</param>
    /// <exception cref="BridgeException">The bridge gives no usable answer any more.</exception>
    public async Task<ReconcileStatus> FollowAsync(ReconcileStatus status, Action<ReconcileStatus> show, CancellationToken cancellationToken)
    {
        var missed = 0;
        while (true)
        {
            show(status);
            if (status.State is not (ReconcileState.Running or ReconcileState.Idle))
            {
                return status;
            }

            await Task.Delay(BetweenLooks, time, cancellationToken);
            try
            {
                status = await LookAsync(cancellationToken);
                missed = status.State == ReconcileState.Idle ? missed + 1 : 0;
                if (missed > MostMissedLooks)
                {
                    throw new BridgeException("The bridge has not begun the round.");
                }
            }
            catch (BridgeException) when (missed < MostMissedLooks)
            {
                missed++;
            }
        }
    }

    private static RoundRequest Asked(ReconcileStatus status, bool isAnothers) =>
        status.State == ReconcileState.Off ? new RoundRequest(null, isAnothers, status.Problem ?? "The bridge does not ask AWS: Reconcile:ExternalId is not set.") : new RoundRequest(status, isAnothers, Why: null);

    private async Task<ReconcileStatus> LookAsync(CancellationToken cancellationToken)
    {
        var answer = await bridge.SendAsync(HttpMethod.Get, Path, json: null, cancellationToken);
        return answer.IsSuccess ? answer.Read(ReconcileJson.Default.ReconcileStatus) : throw answer.Refusal();
    }
}
