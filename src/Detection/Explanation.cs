using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Counters;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection;

/// <summary>Why a record was assessed as it was, and what would have changed that.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Entries">The catalogue entries that list the event, and those for every event that match, in their order; the first that matches applies.</param>
/// <param name="Context">The context signals, with whether each fired.</param>
/// <param name="Alternatives">What would have changed the answer.</param>
public sealed record Explanation(
    Finding Finding, IReadOnlyList<Consideration> Entries, IReadOnlyList<Consideration> Context, IReadOnlyList<Alternative> Alternatives)
{
    /// <summary>Explains what a record would be found to be, were it added to the history.</summary>
    /// <param name="history">What is known of its account.</param>
    /// <param name="record">The record.</param>
    /// <param name="arrived">When it became known, UTC; null where nobody knows.</param>
    /// <param name="policy">The organization's policy.</param>
    public static Explanation Of(AccountHistory history, RootRecord record, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var c = history.CircumstancesOf(record, arrived, policy);
        var finding = history.Add(record, arrived, policy).Finding;
        return new Explanation(
            finding,
            [.. Catalogue.Entries.Where(entry => entry.Names(record) && (!entry.IsForEveryEvent || entry.Matches(record))).Select(entry => Considered(entry, c))],
            [
                .. ContextSignals.Everything.Select(context => new Consideration(context.Id, context.When(c), $"when {context.FiresWhen}")),
                .. AllCounters.All.Select(counter => new Consideration(counter.Id, finding.Signals.Any(signal => signal.Id == counter.Id), $"when {counter.FiresWhen}")),
            ],
            [.. (record.Alarm is not null ? [Planned(c)] : record.IsByOthers ? AlternativesToOthers(c) : AlternativesTo(c)).Where(other => (other.Assessment, other.Severity) != (finding.Assessment, finding.Severity))]);
    }

    private static Consideration Considered(CatalogueEntry entry, Circumstances c) =>
        entry == c.Entry ? new Consideration(entry.Id, Spoke: true, entry.WhenText.Length == 0 ? "it lists the event" : $"it lists the event, and {entry.WhenText}")
        : entry.Matches(c.Record) ? new Consideration(entry.Id, Spoke: false, "an earlier entry applied")
        : new Consideration(entry.Id, Spoke: false, $"only when {entry.WhenText}");

    private static IEnumerable<Alternative> AlternativesToOthers(Circumstances c) =>
    [
        If("it had failed", c, c.Record with { Failed = true, ErrorCode = "AccessDenied" }),
        If("it had succeeded", c, c.Record with { Failed = false, ErrorCode = null }),
        If("AWS had delivered it late", c, c.Record with { LateReason = "DELIVERY_DELAY" }),
        Planned(c),
    ];

    private static IEnumerable<Alternative> AlternativesTo(Circumstances c)
    {
        var (record, session, account) = (c.Record, c.Session, c.Account);
        return
        [
            If("MFA had been used", c, record with { Mfa = MfaState.Used }),
            If("MFA had not been used", c, record with { Mfa = MfaState.NotUsed }),
            If("it had failed", c, record with { Failed = true, ErrorCode = "AccessDenied" }),
            If("it had succeeded", c, record with { Failed = false, ErrorCode = null }),
            If("it had been about an IAM user", c, record with { Request = record.Request with { TargetUser = "alice" } }),
            If("it had been about root itself", c, record with { Request = record.Request with { TargetUser = null } }),
            If("it had been signed with a long-term access key", c, record with { AccessKeyId = "AKIA" }),
            If("a service had acted for root", c, record with { Identity = RootIdentity.Service }),
            If("AWS had delivered it late", c, record with { LateReason = "DELIVERY_DELAY" }),
            If("its session had been in good standing", c with { Session = session with { Standing = Standing.Good } }),
            If("its session had been tainted", c with { Session = session with { Standing = Standing.Tainted } }),
            If("its network had been known", c with { Policy = DetectionPolicy.None, Account = account with { Profile = account.Profile with { Networks = record.Network is { } network ? [network] : [] } } }),
            If("three sign-ins had failed before", c with { Account = account with { Failures = [.. Enumerable.Repeat(new FailedSignIn(c.At, SessionId: null, c.Record.Network), AccountState.ManyFailures)] } }),
            Planned(c),
            If("a window had been declared for something else", c with { Policy = c.Policy with { Expectations = [Window(c, "support-case")] } }),
        ];
    }

    private static Alternative Planned(Circumstances c) =>
        If("a window had been declared for it", c with { Policy = c.Policy with { Expectations = [Window(c, c.Entry.Id)] } });

    private static Expectation Window(Circumstances c, string task) =>
        new() { Tasks = [new TaskName(task)], From = c.At, To = c.At, Who = new PlainText("somebody"), Ticket = new PlainText("some ticket") };

    private static Alternative If(string what, Circumstances c, RootRecord other) =>
        If(what, c with { Record = other, Entry = Catalogue.Find(other) });

    private static Alternative If(string what, Circumstances c)
    {
        var finding = Assessor.Assess(c);
        return new Alternative(what, finding.Assessment, finding.Severity);
    }
}
