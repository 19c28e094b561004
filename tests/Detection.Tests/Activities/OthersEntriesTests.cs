using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.Activities;

/// <summary>What others do to root, and what to think of it.</summary>
public sealed class OthersEntriesTests
{
    private static readonly RootRecord Act = SampleFindings.In("others-role-deletes-policy").Record;

    public static TheoryData<string, string> Calls { get; } = [.. ActsOnRoot.Calls.SelectMany(calls => calls.Value.Select(name => (calls.Key, name)))];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_call_has_an_entry_of_its_own_and_roots_own_call_another(string source, string name)
    {
        var record = Act with { EventSource = source, EventName = name };

        (Catalogue.Find(record) is { IsByOthers: true, IsForEveryEvent: false }).ShouldBeTrue();
        Catalogue.Find(record with { Identity = RootIdentity.RootUser }).IsByOthers.ShouldBeFalse();
    }

    // The rule's pattern is compared with the reader over the samples.
    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_call_has_a_sample(string source, string name) =>
        Sample.Names.Select(SampleFindings.Try).OfType<Finding>().ShouldContain(finding => finding.Record.EventSource == source && finding.Record.EventName == name && finding.Record.IsByOthers);

    [Fact]
    public void Every_entry_speaks_for_a_sample() =>
        OthersEntries.All.Select(entry => entry.Id).ShouldBeSubsetOf([.. Sample.Names.Select(SampleFindings.Try).OfType<Finding>().Select(finding => finding.Act.Id)]);

    [Theory]
    [InlineData("others-role-assumes-root-to-audit", "assume-root-audit", Assessment.Expected, Severity.Low)]
    [InlineData("others-role-assumes-root-for-password", "assume-root-password", Assessment.Unusual, Severity.High)]
    [InlineData("others-role-assumes-root-to-delete-credentials", "assume-root", Assessment.Unusual, Severity.Medium)]
    [InlineData("root-assume-root-by-role", "assume-root", Assessment.Unusual, Severity.Medium)]
    [InlineData("others-role-starts-email-update", "member-email-changed", Assessment.Unusual, Severity.High)]
    [InlineData("others-role-accepts-email-update", "member-email-changed", Assessment.Unusual, Severity.High)]
    [InlineData("others-user-closes-account", "member-closed", Assessment.Unusual, Severity.High)]
    [InlineData("others-role-closes-account", "member-closed", Assessment.Unusual, Severity.High)]
    [InlineData("others-role-removes-account", "member-left", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-leaves-organization", "member-left", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-accepts-invitation", "member-left", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-moves-account", "member-moved", Assessment.Unusual, Severity.Medium)]
    [InlineData("others-role-moves-account-to-root", "member-moved", Assessment.Unusual, Severity.Medium)]
    [InlineData("others-role-places-account", "member-placed", Assessment.Expected, Severity.Low)]
    [InlineData("others-role-detaches-policy-from-root", "binding-policy-detached", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-detaches-policy-from-unit", "binding-policy-detached", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-detaches-policy-from-account", "binding-policy-detached-from-member", Assessment.Unusual, Severity.High)]
    [InlineData("others-role-detaches-allowing-policy", "allowing-policy-detached", Assessment.Expected, Severity.Low)]
    [InlineData("others-control-tower-detaches-policy", "binding-policy-changed", Assessment.Unusual, Severity.Medium)]
    [InlineData("others-role-updates-policy", "binding-policy-changed", Assessment.Unusual, Severity.Medium)]
    [InlineData("others-role-opens-policy", "binding-policy-opened", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-disables-policy-type", "binding-policies-off", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-shuts-guardduty-out", "watchman-shut-out", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-switches-root-sessions-off", "central-root-off-by-others", Assessment.Anomalous, Severity.High)]
    [InlineData("others-role-switches-root-sessions-on", "central-root-on-by-others", Assessment.Expected, Severity.Low)]
    [InlineData("others-role-registers-root-administrator", "root-administrator-registered", Assessment.Unusual, Severity.High)]
    [InlineData("others-role-registers-administrator", "delegated-administrator-changed", Assessment.Unusual, Severity.Medium)]
    [InlineData("others-role-puts-organization-policy", "delegated-administrator-changed", Assessment.Unusual, Severity.Medium)]
    public void What_others_do_is_assessed(string sample, string act, Assessment assessment, Severity severity)
    {
        var finding = SampleFindings.In(sample);

        finding.Ids().ShouldBe([act]);
        (finding.Assessment, finding.Severity).ShouldBe((assessment, severity));
    }

    [Theory]
    [InlineData("others-role-detaches-policy-denied")]
    [InlineData("others-role-starts-email-update-denied")]
    [InlineData("root-assume-root-by-user-denied")]
    public void What_failed_has_taken_nothing_and_is_told_for_the_day(string sample)
    {
        var finding = SampleFindings.In(sample);

        (finding.Assessment, finding.Severity).ShouldBe((Assessment.Unusual, Severity.Medium));
        finding.Act.Sentence.ShouldContain(" tried to ");
    }

    [Fact]
    public void An_audit_that_was_denied_is_no_routine()
    {
        var denied = SampleFindings.In("others-role-assumes-root-to-audit").Record with { Failed = true, ErrorCode = "AccessDenied" };

        Catalogue.Find(denied).Id.ShouldBe("assume-root");
    }

    [Theory]
    [InlineData("SomeNewTask")]
    [InlineData("IAMAuditRootUserCredentialsAndMore")]
    [InlineData(null)]
    public void A_task_that_nobody_knows_is_as_bad_as_the_others(string? task) =>
        Catalogue.Find(SampleFindings.In("others-role-assumes-root-to-audit").Record with { Request = new RequestFacts(TaskPolicy: task) }).Id.ShouldBe("assume-root");

    [Fact]
    public void Its_words_name_somebody_else_and_no_text_of_the_record()
    {
        SampleFindings.In("others-role-detaches-policy-from-unit").Act.Sentence.ShouldBe("Somebody other than root detached an organization policy from the organization's root or a unit.");
        SampleFindings.In("others-role-detaches-policy-denied").Act.Sentence.ShouldBe("Somebody other than root tried to detach an organization policy from the organization's root or a unit and failed.");
    }
}
