using System.Text.Json;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Says when a sweep in the background is over: a test that moves the time earlier lets what is being sent time out.</summary>
internal static class SweptStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits until silence was looked for at that time or later, and what is to be told of it is sent.</summary>
    public static async Task UntilSweptAsync(this IIncidentStore store, DateTimeOffset since, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Patience);
        while (!await IsSweptAsync(store, since, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, end.Token);
        }
    }

    public static async Task<bool> IsSweptAsync(this IIncidentStore store, DateTimeOffset since, CancellationToken cancellationToken) =>
        await store.FindAsync("system", "watch|heartbeats", cancellationToken) is { } state
        && JsonElement.Parse(state.Content.Span).GetProperty("looked").GetDateTimeOffset() >= since
        && !await store.IsSendingAsync(cancellationToken);

    public static async Task<bool> IsSendingAsync(this IIncidentStore store, CancellationToken cancellationToken) =>
        (await store.QueryAsync("system", "delivery|", cancellationToken)).Any(delivery => JsonElement.Parse(delivery.Content.Span).GetProperty("state").GetString() != "Sent");
}
