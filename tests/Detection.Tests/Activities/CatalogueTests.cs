using RootWatch.Detection.Activities;
using RootWatch.Detection.AwsAlarms;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;

namespace RootWatch.Detection.Tests.Activities;

public sealed class CatalogueTests
{
    private static readonly RequestFacts[] Requests =
    [
        new(), new(TargetUser: "alice"), new(Status: "Inactive"), new(MfaDelete: "Enabled"), new(MfaDelete: "Disabled"), new(Instances: 10),
        new() { OpensToPublic = true }, new() { LiftsPublicAccessBlock = true }, new(NamesRootWatch: true), new(AllowsEverything: true), new(TargetDevice: "arn:aws:iam::111122223333:mfa/root-account-mfa-device"),
    ];

    public static TheoryData<string> OfEveryEvent { get; } = [.. Catalogue.Entries.Where(entry => entry.IsForEveryEvent).Select(entry => entry.Id)];

    public static TheoryData<string, string, string> Events { get; } = [.. Effort.Each(AllEvents())];

    [Fact]
    public void Ids_are_unique() => Catalogue.Entries.Select(entry => entry.Id).ShouldBeUnique();

    [Fact]
    public void Every_entry_says_why_in_a_sentence() =>
        Catalogue.Entries.ShouldAllBe(entry => entry.Why.Length > 10 && char.IsUpper(entry.Why[0]) && entry.Why.EndsWith('.'));

    [Fact]
    public void The_last_entries_are_the_effects_each_once() =>
        Catalogue.Entries.TakeLast(15).Select(entry => entry.Effect).Order().ShouldBe(Enum.GetValues<Effect>().Select(effect => (Effect?)effect));

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_spoken_for_by_its_own_entry(string id, string source, string name)
    {
        var spoke = Variants(source, name).Select(record => Catalogue.Find(record).Id).ToList();

        // What is less for what came before it takes a history to speak.
        spoke.ShouldContain(Catalogue.Entries.Single(entry => entry.Id == id).LesserOf ?? id);
    }

    [Fact]
    public void What_nobody_catalogued_is_judged_by_its_verb_and_what_has_no_verb_by_the_record()
    {
        Catalogue.Find(Record("example.amazonaws.com", "FrobnicateThing")).Id.ShouldBe("changed");
        Catalogue.Find(Record("example.amazonaws.com", "FrobnicateThing") with { IsRead = true }).Id.ShouldBe("look");
        Catalogue.Find(Record("example.amazonaws.com", "ListThings")).Id.ShouldBe("look");
        Catalogue.Find(Record("example.amazonaws.com", "ListThings") with { Failed = true, ErrorCode = "AccessDenied" }).Id.ShouldBe("denied-read");
        Catalogue.Find(Record("example.amazonaws.com", "ListThings") with { Failed = true, ErrorCode = "ResourceNotFoundException" }).Id.ShouldBe("look");
    }

    [Theory]
    [InlineData("root-console-login-mfa", "console-sign-in", Assessment.Expected, Severity.Low)]
    [InlineData("root-console-login-no-mfa", "no-mfa", Assessment.Unusual, Severity.Medium)]
    [InlineData("root-console-login-old-event-type", "console-sign-in", Assessment.Expected, Severity.Low)]
    [InlineData("root-console-login-failure", "failed-sign-in", Assessment.Unusual, Severity.Medium)]
    [InlineData("root-email-updated", "email-changed", Assessment.Expected, Severity.Medium)]
    [InlineData("root-create-user", "user-created", Assessment.Expected, Severity.Low)]
    [InlineData("root-create-access-key", "root-access-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-create-access-key-named-root", "root-access-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-create-access-key-invoked-by-signin", "root-access-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-create-access-key-for-user", "user-access-key", Assessment.Unusual, Severity.Medium)]
    [InlineData("root-cloudformation-creates-root-access-key", "root-access-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-long-term-key-lists-buckets", "long-term-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-stop-logging-denied", "denied-security-control", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-deactivate-mfa-device", "mfa-removed", Assessment.Anomalous, Severity.High)]
    [InlineData("root-run-instances", "compute-in-bulk", Assessment.Anomalous, Severity.Critical)]
    [InlineData("root-describe-instances", "look", Assessment.Expected, Severity.Low)]
    [InlineData("root-close-account-organizations", "account-closed", Assessment.Anomalous, Severity.High)]
    public void What_root_did_is_assessed(string sample, string strongest, Assessment assessment, Severity severity)
    {
        var finding = SampleFindings.In(sample);

        finding.Signals.ShouldContain(signal => signal.Id == strongest && signal.Severity == severity);
        finding.Assessment.ShouldBe(assessment);
        finding.Severity.ShouldBe(severity);
    }

    [Fact]
    public void A_sentence_says_whether_the_deed_was_done()
    {
        SampleFindings.In("root-stop-logging").Act.Sentence.ShouldBe("Root turned off or weakened CloudTrail logging.");
        SampleFindings.In("root-stop-logging-denied").Act.Sentence.ShouldBe("Root tried to turn off or weaken CloudTrail logging and failed.");
    }

    [Fact]
    public void The_headline_tells_the_deed_and_what_makes_it_worse() =>
        SampleFindings.In("root-console-login-no-mfa").Headline.ShouldBe("Root signed in to the console. The session was opened without MFA.");

    private static IEnumerable<(string Id, string Source, string Name)> AllEvents() =>
        from entry in Catalogue.Entries
        from events in entry.Events
        where !entry.IsForEveryEvent && !entry.IsByOthers
        let colon = events.IndexOf(':', StringComparison.Ordinal)
        let source = events[..colon] is "*" ? "example" : events[..colon]
        from name in events[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (entry.Id, source + ".amazonaws.com", name.Replace("*", "Anything", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(OfEveryEvent))]
    public void Every_entry_that_knows_no_event_by_name_speaks_for_some(string id)
    {
        var (source, name) = Example.Of(id);

        Variants(source + ".amazonaws.com", name).Select(record => Catalogue.Find(record).Id).ShouldContain(id);
    }

    private static readonly AlarmFacts?[] Alarms = [null, new(Severity.Low, NamesRoot: true), new(Severity.High, NamesRoot: true), new(Severity.Informational, NamesRoot: false)];

    // An entry may hold for some records of an event alone: one of these is such a record.
    private static IEnumerable<RootRecord> Variants(string source, string name) =>
        from failed in new[] { false, true }
        from isRead in new[] { false, true }
        from request in Requests
        from alarm in Alarms
        select Record(source, name) with { Alarm = alarm, Failed = failed, ErrorCode = failed ? "AccessDenied" : null, IsRead = isRead, Request = request };

    private static RootRecord Record(string source, string name) => SampleFindings.In("root-create-user").Record with { EventSource = source, EventName = name };
}
