using System.Net;
using System.Text.Json;
using RootWatch.Bridge.KnownEvents;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Scan.Against;

/// <summary>Asks a running bridge which events it does not know.</summary>
internal sealed class KnownEvents(BridgeClient bridge, TimeProvider time)
{
    private const int MostTries = 5;
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(30);

    /// <exception cref="BridgeException">There is no usable answer.</exception>
    public async Task<UnknownEventsAnswer> FindUnknownAsync(IReadOnlyList<EventReference> events, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new UnknownEventsQuestion(events), KnownEventsJson.Default.UnknownEventsQuestion);
        for (var tries = 1; ; tries++)
        {
            var answer = await bridge.SendAsync(HttpMethod.Post, "events/unknown", json, cancellationToken);
            if (answer.IsSuccess)
            {
                return answer.Read(KnownEventsJson.Default.UnknownEventsAnswer);
            }

            if (answer.Status == HttpStatusCode.NotFound)
            {
                throw new BridgeException("The bridge answered 404: it is older than this tool, or --against is another address than the bridge's.");
            }

            if (answer.Status != HttpStatusCode.ServiceUnavailable || tries == MostTries)
            {
                throw answer.Refusal();
            }

            // Its ledger does not answer, for a moment or longer.
            var wait = answer.RetryAfter ?? LeastWait;
            await Task.Delay(wait < LeastWait ? LeastWait : wait > MostWait ? MostWait : wait, time, cancellationToken);
        }
    }
}
