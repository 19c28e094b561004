using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;

namespace RootWatch.Bridge.KnownEvents;

/// <summary>Says which of the events that somebody has found elsewhere the ledger does not know.</summary>
public sealed class UnknownEventsEndpoint(IIncidentStore store, IOptions<LedgerOptions> ledger, TimeProvider time)
{
    private const int AtOnce = 32;

    public async Task<IResult> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return Refusals.TooLarge;
        }

        if (Read(body.Bytes) is not { } events)
        {
            return Results.Problem(
                $"Send {{\"events\":[{{\"account\":\"111122223333\",\"id\":\"…\"}}]}}, at most {UnknownEventsQuestion.Most} events.", statusCode: StatusCodes.Status400BadRequest, title: "The body is no list of events.");
        }

        var keptSince = time.GetUtcNow().AddDays(-ledger.Value.RetentionDays);
        var isUnknown = new bool[events.Count];
        await Parallel.ForAsync(0, events.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (at, token) =>
            isUnknown[at] = await store.FindAsync(events[at].Account, LedgerKeys.Event(events[at].Id), token) is null);
        return Results.Json(new UnknownEventsAnswer([.. events.Where((_, at) => isUnknown[at]).Select(found => found.Id)], keptSince), KnownEventsJson.Default.UnknownEventsAnswer);
    }

    private static IReadOnlyList<EventReference>? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, KnownEventsJson.Default.UnknownEventsQuestion) is { Events: { Count: <= UnknownEventsQuestion.Most } events }
                && events.All(static found => found is { Id.Length: > 0 } && LedgerKeys.IsAccount(found.Account)) ? events : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
