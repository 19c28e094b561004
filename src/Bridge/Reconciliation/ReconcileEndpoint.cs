using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Ingestion;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>Where a round is asked for, and where it says how far it has come.</summary>
public sealed class ReconcileEndpoint(Reconciler reconciler, ReconcileRuns runs, ReconciledAccounts accounts, IOptions<ReconcileOptions> options, TimeProvider time)
{
    public async Task<IResult> RequestAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return Results.Problem("AWS itself is not asked: Reconcile:ExternalId is not set.", statusCode: StatusCodes.Status409Conflict);
        }

        using var body = await RequestBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return Refusals.TooLarge;
        }

        if (Read(body.Bytes) is not { } asked)
        {
            return Refuse("The body must be an object such as {\"account\":\"111122223333\",\"since\":\"2026-11-20T00:00:00Z\"}; both may be left out.");
        }

        if (Fault(asked) is { } fault)
        {
            return Refuse(fault);
        }

        if (await runs.RequestAsync(asked.Account, asked.Since, cancellationToken) is not { } run)
        {
            return Results.Problem("A round is going on. GET /api/reconcile says how far it has come.", statusCode: StatusCodes.Status409Conflict);
        }

        _ = reconciler.RunAsync();
        return Results.Json(StatusOf(run, []), ReconcileJson.Default.ReconcileStatus, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Says how the round stands. Who asks also sees to it that it goes on: where a function app is put to sleep, the round sleeps, too.</summary>
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken)
    {
        _ = reconciler.RunAsync();
        return Results.Json(await StatusAsync(cancellationToken), ReconcileJson.Default.ReconcileStatus);
    }

    private static ReconcileRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.IsEmpty ? new ReconcileRequest() : JsonSerializer.Deserialize(body, ReconcileJson.Default.ReconcileRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? Fault(ReconcileRequest asked) =>
        asked.Account is not null && !AccountId.Fits(asked.Account) ? "account must be 12 digits."
        : asked.Since > time.GetUtcNow() ? "since must be in the past."
        : asked.Since < time.GetUtcNow() - HistoryLimits.Kept ? "since is more than 90 days ago: CloudTrail's event history does not go back so far."
        : null;

    private static IResult Refuse(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private async Task<ReconcileStatus> StatusAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return new ReconcileStatus(ReconcileState.Off);
        }

        if (await runs.CurrentAsync(cancellationToken) is not { } run)
        {
            return new ReconcileStatus(ReconcileState.Idle);
        }

        var known = await accounts.AllAsync(cancellationToken);
        return StatusOf(run, [.. known.Where(account => run.Account is null || run.Account == account.Account).SelectMany(RefusedOf)]);
    }

    private static ReconcileStatus StatusOf(ReconcileRun run, IReadOnlyList<UnansweredPlace> refused) =>
        new(run.Ended is null ? ReconcileState.Running : run.Problem is null ? ReconcileState.Done : ReconcileState.Failed)
        {
            Account = run.Account,
            Since = run.Since,
            Started = run.Started,
            Ended = run.Ended,
            Accounts = run.Accounts,
            AccountsDone = run.AccountsDone,
            Questions = run.Questions,
            Answered = run.Answered,
            Requests = run.Requests,
            Found = run.Found,
            Problem = run.Problem,
            Refused = refused,
        };

    private static IEnumerable<UnansweredPlace> RefusedOf(ReconciledAccount account) =>
        account.Refusal is { } refusal
            ? [new UnansweredPlace(account.Account, Region: null, RefusalWords.Of(refusal))]
            : account.Regions.Where(region => region.Refusal is not null).Select(region => new UnansweredPlace(account.Account, region.Region, RefusalWords.Of(region.Refusal!.Value)));
}
