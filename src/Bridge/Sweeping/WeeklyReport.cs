using System.Globalization;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;

namespace RootWatch.Bridge.Sweeping;

/// <summary>Sends the week's figures through every channel, however quiet it was. That proves that messages arrive, and keeps a Teams flow from being turned off.</summary>
public sealed class WeeklyReport(IIncidentStore store, Ledger ledger, DeliveryLedger deliveries, Spokes spokes, ReconciledAccounts reconciled, Postures postures, ChannelMonitor channels, IOptions<HeartbeatOptions> options, IOptions<ReconcileOptions> reconcile, TimeProvider time)
{
    private const int Week = 7;

    private readonly ScheduledTask _chore = new(store, "weekly");

    /// <summary>Makes the report due where it is; what is due is leased to the caller.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = LastDue(now);
        if (!options.Value.Weekly)
        {
            return [];
        }

        // A bridge that has just been set up has no week to tell of.
        var last = await _chore.LastAsync(due, cancellationToken);
        if (last is null)
        {
            await _chore.NoteAsync(now, cancellationToken);
            return [];
        }

        if (last >= due)
        {
            return [];
        }

        // First due, then noted: the report's name keeps it from being told twice.
        var posted = await deliveries.PostAsync(await ReportAsync(due, cancellationToken), cancellationToken);
        await _chore.NoteAsync(now, cancellationToken);
        return posted;
    }

    private DateTimeOffset LastDue(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + options.Value.WeeklyTime.ToTimeSpan();
        var back = ((int)today.DayOfWeek - (int)options.Value.WeeklyDay + Week) % Week;
        var due = today.AddDays(-back);
        return due <= now ? due : due.AddDays(-Week);
    }

    private async Task<Notice> ReportAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        List<Incident> incidents = [];
        foreach (var account in await ledger.AccountsAsync(cancellationToken))
        {
            incidents.AddRange((await ledger.AccountAsync(account, cancellationToken)).Incidents.Where(incident => incident.Notifications.LastArrival >= due.AddDays(-Week)));
        }

        var report = ReportOf(due, incidents, await spokes.CoverageAsync(cancellationToken));
        if (reconcile.Value.IsOn)
        {
            report = report with { Facts = report.Facts.AddRange(WeeklyReconciliation.Facts(incidents, await reconciled.AllAsync(cancellationToken), due.AddDays(-Week))) };
            var posture = PostureSummary.Of(await postures.AllAsync(cancellationToken));
            report = report with { Lines = [.. posture, .. report.Lines], ShowsPosture = posture.Count > 0 };
        }

        return report with { Lines = [.. ChannelNotices.Unheard(channels.Health), .. report.Lines] };
    }

    internal static Notice ReportOf(DateTimeOffset due, IReadOnlyList<Incident> incidents, IReadOnlyList<Coverage> coverage)
    {
        var told = incidents.Where(incident => incident.Notifications.News > 0).ToList();
        return new Notice(
            NoticeKind.Weekly,
            $"system-weekly-{due.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
            Severity.Informational,
            told.Count == 0 ? "Nobody used root in the last week." : $"Root was used{(told.Exists(incident => incident.Session.Caller is not null) ? " or acted on by others" : string.Empty)} in {Phrases.Count(told.Count, "incident")} in the last week.",
            [
                new(nameof(Assessment.Anomalous), Of(Assessment.Anomalous)),
                new(nameof(Assessment.Unusual), Of(Assessment.Unusual)),
                new(nameof(Assessment.Expected), Of(Assessment.Expected)),
                new("Acknowledged", told.Count(incident => incident.Notifications.Acknowledgement is not null).ToString(CultureInfo.InvariantCulture)),
                new("Findings", incidents.Sum(incident => incident.Findings).ToString(CultureInfo.InvariantCulture)),
                new("Spokes alive", $"{coverage.Count(spoke => spoke.State == CoverageState.Alive)} of {coverage.Count}"),
                new("CloudTrail alive", $"{coverage.Count(spoke => spoke.CloudTrail == CoverageState.Alive)} of {coverage.Count}"),
            ],
            ["This message proves that events from EventBridge reach you.", "If it does not come next week, something is broken. Check GET /api/health."])
        { Verdict = told.Count == 0 ? "all quiet this week" : null };

        string Of(Assessment assessment) => told.Count(incident => incident.Assessment == assessment).ToString(CultureInfo.InvariantCulture);
    }
}
