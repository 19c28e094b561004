using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Settings;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Checks;

/// <summary>Tries what the bridge needs, without telling anybody anything: its table, its AWS credentials, its way to Teams.</summary>
public sealed class ChecksEndpoint(IReadOnlyList<INotificationChannel> channels, UnusableSettings settings, Spokes spokes, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IResult> RunAsync(CancellationToken cancellationToken)
    {
        var checks = channels.Select(channel => TryAsync(channel.Name, channel.CheckAsync, cancellationToken)).Prepend(TryAsync("ledger", LedgerAsync, cancellationToken));
        CheckResult[] results = [.. await Task.WhenAll(checks), .. settings.Words is { } words ? new[] { new CheckResult("settings", words) } : []];
        return Results.Json(results, CheckJson.Default.CheckResultArray);
    }

    private async Task<CheckResult> TryAsync(string name, Func<CancellationToken, Task<string?>> check, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return new CheckResult(name, await check(either.Token).WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return new CheckResult(name, "no answer within 10 s");
        }
#pragma warning disable CA1031 // What one check meets must not hide what the others found.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new CheckResult(name, SendOutcome.OfFailure(failure).Why);
        }
    }

    private async Task<string?> LedgerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await spokes.CoverageAsync(cancellationToken);
            return null;
        }
        catch (StoreUnavailableException failure)
        {
            return failure.Message;
        }
    }
}
