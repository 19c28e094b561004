using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Posture;

/// <summary>Asks once a day how root of each account can sign in, and tells what became different and no event explains.</summary>
public sealed class PostureWatch(IAccountReader reader, Postures postures, Ledger ledger, DeliveryLedger deliveries, IOptions<ReconcileOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Clocks differ, and what IAM sums up may be late.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>Looks at the accounts that have not answered within the last day.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is to be told, leased to the caller.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> LookAsync(IReadOnlyList<string> accounts, CancellationToken cancellationToken)
    {
        var known = (await postures.AllAsync(cancellationToken)).ToDictionary(static posture => posture.Account, StringComparer.Ordinal);
        var due = accounts.Distinct(StringComparer.Ordinal)
            .Select(account => known.GetValueOrDefault(account) ?? new AccountPosture(account))
            .Where(posture => !(posture.Asked > time.GetUtcNow() - Day))
            .ToList();

        // All are asked before anything is due: a lease is short.
        var looks = new ConcurrentBag<(AccountPosture Before, AccountPosture Now)>();
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = cancellationToken },
            async (before, token) => looks.Add((before, await AskAsync(before, token))));

        List<Delivery> leased = [];
        foreach (var (before, now) in looks.OrderBy(static look => look.Before.Account, StringComparer.Ordinal))
        {
            // First due, then noted: the notice's name keeps it from being told twice.
            if (now.Refusal is null && await NoticeAsync(before, now, cancellationToken) is { } notice)
            {
                leased.AddRange(await deliveries.PostAsync(notice, cancellationToken));
            }

            await postures.WriteAsync(now, cancellationToken);
        }

        return leased;
    }

    private async Task<AccountPosture> AskAsync(AccountPosture before, CancellationToken cancellationToken)
    {
        try
        {
            return before.Answered(await reader.PostureAsync(before.Account, cancellationToken), time.GetUtcNow());
        }
        catch (AccountReaderException failure)
        {
            return before with { Refusal = failure.Refusal, Reason = failure.Message };
        }
    }

    private async Task<Notice?> NoticeAsync(AccountPosture before, AccountPosture now, CancellationToken cancellationToken)
    {
        var changes = PostureChanges.Between(before.Known, now.Posture!);
        if (changes.Count == 0)
        {
            return null;
        }

        var since = before.Asked!.Value - Overlap;
        var findings = (await ledger.AccountAsync(before.Account, cancellationToken)).History.Observations.Where(known => known.At >= since).Select(static known => known.Finding).ToList();
        IReadOnlyList<PostureChange> unexplained = [.. changes.Where(change => !findings.Exists(finding => PostureExplanation.Explains(finding, change)))];
        return unexplained.Count == 0 ? null : PostureNotices.Of(before.Account, unexplained, before.Asked.Value, now.Asked!.Value, now.Posture!);
    }
}
