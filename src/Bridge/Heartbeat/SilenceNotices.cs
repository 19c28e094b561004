using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>The words of what is told of silence.</summary>
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
        Check = "Look at the heartbeat's schedule, the rules and the roles in that account and region, and at the bus they forward to.",
        CheckAll = "Look at the hub: its event bus and rules, the API destination, the key in its connection, and this app's address. \"rootwatch verify\" does.",
        Missed = spokes => spokes is [var alone]
            ? ($"EventBridge tries for 24 hours to forward an event. What it gave up waits in the spoke's queue {Queue} in {alone}. Send it again:", advice.OfQueue(alone, Queue))
            : ($"EventBridge tries for 24 hours to forward an event. What it gave up waits in the queue {Queue}, which each spoke has in its own account and region. Send all of it again:", advice.OfAll()),
        MissedByAll = (
            $"EventBridge tries for 24 hours to deliver an event. What it gave up waits in the hub's queues rootwatch-dead-letters and rootwatch-tampering-dead-letters, and in the queue {Queue} of each spoke. Send all of it again:",
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
        Contrast = ", though heartbeats come",
        Check = "Once a day a call of RootWatch's own must come through CloudTrail and the rule for root. Look whether a trail logs management events, at the rule rootwatch-root-activity and at the schedule rootwatch-cloudtrail-probe.",
        CheckAll = "Once a day a call of RootWatch's own must come through CloudTrail and the rule for root. Look at the organization's trail and at what was last deployed to the spokes.",
        Missed = static _ => (NotTold, null),
        MissedByAll = (NotTold, null),
    };

    /// <summary>What follows where nothing is heard.</summary>
    public const string Consequence = "root use there would not be noticed.";

    private const string Queue = "rootwatch-undelivered";
    private const string NotTold = "What root did in the meantime may not have been told: look it up in CloudTrail's event history.";

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
            $"{(common.Messages > 1 ? "Still no" : "No")} {Sign} has come from anywhere since {Minute(common.From)} UTC{Contrast}: root use would not be noticed.",
            [new("Last heard", Phrases.Utc(common.From)), new("Spokes", Count(spokes))],
            [CheckAll])
        { Number = common.Messages };

    /// <summary>Signs come again, and some spokes may be missing.</summary>
    /// <param name="common">The silence.</param>
    /// <param name="missing">Who has not come back.</param>
    /// <param name="awaited">How many were to come back.</param>
    /// <param name="all">All that are known.</param>
    public Notice OfEnd(TotalSilence common, IReadOnlyList<SpokeId> missing, int awaited, IReadOnlyCollection<SpokeId> all)
    {
        var back = awaited == 1 && missing.Count == 0 ? $"Now {Signs} come again" : $"{Count(awaited - missing.Count)} of {Count(awaited)} spokes are back";
        return new(
            missing.Count == 0 ? Back : Silent,
            TopicOf(common),
            missing.Count == 0 ? Severity.Informational : Severity.High,
            $"No {Sign} came from anywhere between {Minute(common.From)} and {Minute(common.To!.Value, common.From)} UTC. {back}{(missing.Count == 0 ? "." : $", {Count(missing.Count)} not.")}",
            [
                new("Silent from", Phrases.Utc(common.From)),
                new("Silent until", Phrases.Utc(common.To.Value)),
                .. missing.Count == 0 ? Array.Empty<Fact>() : [new("Not heard again", Count(missing.Count)), .. SpokeNames.Facts(missing, all)],
            ],
            missing.Count == 0 ? [MissedByAll.Line] : [$"Where nothing is heard, {Consequence} {Check}", MissedByAll.Line])
        { Number = common.Messages, Command = MissedByAll.Command };
    }

    /// <summary>Some have fallen silent, at the same time.</summary>
    /// <param name="spokes">Which, in order.</param>
    /// <param name="all">All that are known.</param>
    /// <param name="last">When the first of them was last heard, UTC.</param>
    /// <param name="since">Since when its silence counts, UTC.</param>
    public Notice OfSome(IReadOnlyList<SpokeId> spokes, IReadOnlyCollection<SpokeId> all, DateTimeOffset last, DateTimeOffset since)
    {
        Fact heard = new("Last heard", Phrases.Utc(last));
        if (spokes is [var alone])
        {
            return new(
                Silent,
                $"{Name}-spoke-{alone.Account}-{alone.Region}-{Stamp(since)}",
                Severity.High,
                $"No {Sign} comes any more{Contrast}: {Consequence}",
                [new("Account", alone.Account), new("Region", alone.Region), heard],
                [Check])
            { Account = alone.Account };
        }

        return new(
            Silent,
            $"{Name}-spokes-{spokes[0].Account}-{spokes[0].Region}-{Stamp(since)}",
            Severity.High,
            $"{Subject(spokes, all)} send no {Signs} any more{Contrast}: {Consequence}",
            [heard, new("Spokes", Count(spokes.Count)), .. SpokeNames.Facts(spokes, all)],
            [Check])
        { Account = SpokeNames.WholeAccount(spokes, all) };
    }

    /// <summary>Some whose silence was told are back.</summary>
    /// <param name="returned">Who, by the message that told of their silence.</param>
    /// <param name="all">All that are known.</param>
    /// <param name="now">The time, UTC.</param>
    public Notice OfReturn(IReadOnlyList<ReturnedSpokes> returned, IReadOnlyCollection<SpokeId> all, DateTimeOffset now)
    {
        IReadOnlyList<SpokeId> back = [.. returned.SelectMany(some => some.Spokes).OrderBy(spoke => spoke.ToString(), StringComparer.Ordinal)];
        var silent = returned.Sum(some => some.Silent);
        IReadOnlyList<Fact> times = [new("Last heard", Phrases.Utc(returned.Min(some => some.Group.Since))), new("Back since", Phrases.Utc(returned.Min(some => some.Since)))];
        var (line, command) = Missed(back);
        var (topic, number) = returned is [var one] ? (one.Group.Topic, one.Group.Messages) : ($"{Name}-back-{Stamp(now)}", 1);
        var notice = new Notice(Back, topic, Severity.Informational, $"{char.ToUpperInvariant(Signs[0])}{Signs[1..]} come again.", [.. times], [line]) { Number = number, Command = command };
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

    // The day only where it is another one than before.
    private static string Minute(DateTimeOffset time, DateTimeOffset? before = null) =>
        time.UtcDateTime.ToString(before?.UtcDateTime.Date == time.UtcDateTime.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
