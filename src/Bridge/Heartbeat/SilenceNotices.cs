using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>The words of notices about silence.</summary>
internal sealed record SilenceNotices
{
    /// <summary>Of heartbeats.</summary>
    /// <param name="advice">How to send again what waits.</param>
    public static SilenceNotices Heartbeats(RedriveAdvice advice) => new()
    {
        Name = "system",
        Silent = NoticeKind.SpokeSilent,
        Back = NoticeKind.SpokeBack,
        Sign = "heartbeat",
        Signs = "heartbeats",
        Contrast = string.Empty,
        Check = "Check the heartbeat's schedule, the rules and the roles in that account and region, and the event bus that they forward to.",
        CheckAll = "Check the hub: its event bus and rules, the API destination, the key in its connection, and the address of this app. \"rootwatch verify\" checks them all.",
        Missed = spokes => spokes is [var alone]
            ? ($"EventBridge tries to forward an event for 24 hours. After that the event waits in the spoke's queue {Queue} in {alone}. Send what waits there again:", advice.OfQueue(alone, Queue))
            : ($"EventBridge tries to forward an event for 24 hours. After that the event waits in the spoke's own queue {Queue}, in its account and region. Send everything that waits again:", advice.OfAll()),
        MissedByAll = (
            $"EventBridge tries to deliver an event for 24 hours. After that the event waits in the hub's queues rootwatch-dead-letters and rootwatch-tampering-dead-letters, or in a spoke's queue {Queue}. Send everything that waits again:",
            advice.OfAll()),
    };

    /// <summary>Of the probes that come through CloudTrail.</summary>
    public static SilenceNotices CloudTrail { get; } = new()
    {
        Name = "system-cloudtrail",
        Silent = NoticeKind.CloudTrailSilent,
        Back = NoticeKind.CloudTrailBack,
        Sign = "CloudTrail event",
        Signs = "CloudTrail events",
        Contrast = ", although heartbeats do",
        Check = "Once a day RootWatch makes a call that must arrive through CloudTrail and the rule for root. Check that a trail logs management events, the rule rootwatch-root-activity and the schedule rootwatch-cloudtrail-probe.",
        CheckAll = "Once a day RootWatch makes a call that must arrive through CloudTrail and the rule for root. Check the organization's trail and what was last deployed to the spokes.",
        Missed = static _ => (NotTold, null),
        MissedByAll = (NotTold, null),
    };

    /// <summary>What silence means.</summary>
    public const string Consequence = "root use there would not be noticed.";

    private const string Queue = "rootwatch-undelivered";
    private const string NotTold = "You may not have been told what root did in the meantime. Look it up in the CloudTrail event history.";

    public required string Name { get; init; }

    public required NoticeKind Silent { get; init; }

    public required NoticeKind Back { get; init; }

    public required string Sign { get; init; }

    public required string Signs { get; init; }

    public required string Contrast { get; init; }

    public required string Check { get; init; }

    public required string CheckAll { get; init; }

    /// <summary>What was missed while some were silent, and the command to make up for it; null where there is none.</summary>
    public required Func<IReadOnlyList<SpokeId>, (string Line, string? Command)> Missed { get; init; }

    /// <summary>The same where all were silent.</summary>
    public required (string Line, string? Command) MissedByAll { get; init; }

    public string TopicOf(TotalSilence common) => $"{Name}-silence-{Stamp(common.From)}";

    /// <summary>No sign comes from anywhere.</summary>
    public Notice OfAll(TotalSilence common, int spokes) =>
        new(
            Silent,
            TopicOf(common),
            Severity.High,
            $"{(common.Messages > 1 ? "Still no" : "No")} {Sign} has arrived from anywhere since {Minute(common.From)} UTC{Contrast}. Root use would not be noticed.",
            [new("Last seen", Phrases.Utc(common.From)), new("Spokes", Count(spokes))],
            [CheckAll])
        { Number = common.Messages, Verdict = $"no {Signs} at all" };

    /// <summary>Signs come again, and some spokes may be missing.</summary>
    /// <param name="common">The silence.</param>
    /// <param name="missing">Who has not come back.</param>
    /// <param name="awaited">How many were to come back.</param>
    /// <param name="all">All that are known.</param>
    public Notice OfEnd(TotalSilence common, IReadOnlyList<SpokeId> missing, int awaited, IReadOnlyCollection<SpokeId> all)
    {
        var back = awaited == 1 && missing.Count == 0 ? $"{char.ToUpperInvariant(Signs[0])}{Signs[1..]} arrive again" : $"{Count(awaited - missing.Count)} of {Count(awaited)} spokes are back";
        return new(
            missing.Count == 0 ? Back : Silent,
            TopicOf(common),
            missing.Count == 0 ? Severity.Informational : Severity.High,
            $"No {Sign} arrived from anywhere between {Minute(common.From)} UTC and {Minute(common.To!.Value)} UTC. {back}{(missing.Count == 0 ? "." : $", {Count(missing.Count)} {(missing.Count == 1 ? "is" : "are")} still silent.")}",
            [
                new("Silent from", Phrases.Utc(common.From)),
                new("Silent until", Phrases.Utc(common.To.Value)),
                .. missing.Count == 0 ? Array.Empty<Fact>() : [new("Still silent", Count(missing.Count)), .. SpokeNames.Facts(missing, all)],
            ],
            missing.Count == 0 ? [MissedByAll.Line] : [$"While a spoke is silent, {Consequence} {Check}", MissedByAll.Line])
        { Number = common.Messages, Command = MissedByAll.Command };
    }

    /// <summary>Some have fallen silent, at the same time.</summary>
    /// <param name="spokes">Which, in order.</param>
    /// <param name="all">All that are known.</param>
    /// <param name="last">When the first of them was last seen, UTC.</param>
    /// <param name="since">Since when its silence counts, UTC.</param>
    public Notice OfSome(IReadOnlyList<SpokeId> spokes, IReadOnlyCollection<SpokeId> all, DateTimeOffset last, DateTimeOffset since)
    {
        Fact seen = new("Last seen", Phrases.Utc(last));
        if (spokes is [var alone])
        {
            return new(
                Silent,
                $"{Name}-spoke-{alone.Account}-{alone.Region}-{Stamp(since)}",
                Severity.High,
                $"{char.ToUpperInvariant(Signs[0])}{Signs[1..]} no longer arrive{Contrast}: {Consequence}",
                [new("Account", alone.Account), new("Region", alone.Region), seen],
                [Check])
            { Account = alone.Account };
        }

        return new(
            Silent,
            $"{Name}-spokes-{spokes[0].Account}-{spokes[0].Region}-{Stamp(since)}",
            Severity.High,
            $"{Subject(spokes, all)} no longer send {Signs}{Contrast}: {Consequence}",
            [seen, new("Spokes", Count(spokes.Count)), .. SpokeNames.Facts(spokes, all)],
            [Check])
        { Account = SpokeNames.WholeAccount(spokes, all) };
    }

    /// <summary>Some that were reported as silent are back.</summary>
    /// <param name="returned">Which, by the message that reported their silence.</param>
    /// <param name="all">All that are known.</param>
    /// <param name="now">The time, UTC.</param>
    public Notice OfReturn(IReadOnlyList<ReturnedSpokes> returned, IReadOnlyCollection<SpokeId> all, DateTimeOffset now)
    {
        IReadOnlyList<SpokeId> back = [.. returned.SelectMany(some => some.Spokes).OrderBy(spoke => spoke.ToString(), StringComparer.Ordinal)];
        var silent = returned.Sum(some => some.Silent);
        IReadOnlyList<Fact> times = [new("Last seen", Phrases.Utc(returned.Min(some => some.Group.Since))), new("Back since", Phrases.Utc(returned.Min(some => some.Since)))];
        var (line, command) = Missed(back);
        var (topic, number) = returned is [var one] ? (one.Group.Topic, one.Group.Messages) : ($"{Name}-back-{Stamp(now)}", 1);
        var notice = new Notice(Back, topic, Severity.Informational, $"{char.ToUpperInvariant(Signs[0])}{Signs[1..]} arrive again.", [.. times], [line]) { Number = number, Command = command };
        if (back is [var alone] && silent == 1)
        {
            return notice with { Facts = [new("Account", alone.Account), new("Region", alone.Region), .. times], Account = alone.Account };
        }

        return notice with
        {
            Title = back.Count == silent ? $"{Subject(back, all)} send {Signs} again." : $"{Count(back.Count)} of {Count(silent)} spokes that were silent send {Signs} again.",
            Facts = [.. times, .. SpokeNames.Facts(back, all)],
            Account = SpokeNames.WholeAccount(back, all),
        };
    }

    private static string Subject(IReadOnlyCollection<SpokeId> spokes, IReadOnlyCollection<SpokeId> all) =>
        SpokeNames.WholeAccount(spokes, all) is not null ? $"All {Count(spokes.Count)} regions"
        : SpokeNames.WholeRegion(spokes, all) is { } region ? $"All {Count(spokes.Count)} accounts in {region}"
        : $"{Count(spokes.Count)} spokes";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
