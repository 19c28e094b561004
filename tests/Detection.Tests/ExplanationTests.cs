using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Counters;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Tests;

public sealed class ExplanationTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Fact]
    public void It_names_the_entries_that_list_the_event_and_why_each_applied_or_not() =>
        Of(TestData.Change(Now, Now) with { EventName = "CreateAccessKey" }).Entries.ShouldBe(
        [
            new Consideration("root-access-key", Spoke: false, "only when it is about root itself"),
            new Consideration("rootwatch-tampered", Spoke: false, "only when it is not a read, and a name or tag in the request contains \"rootwatch\""),
            new Consideration("user-access-key", Spoke: true, "it lists the event"),
            new Consideration("credential-created", Spoke: false, "an earlier entry applied"),
        ]);

    [Fact]
    public void It_says_on_what_condition_an_entry_applied() =>
        Of(TestData.NeverNormal(Now, Now)).Entries[0].ShouldBe(new Consideration("root-access-key", Spoke: true, "it lists the event, and it is about root itself"));

    [Fact]
    public void The_last_moment_of_all_times_can_be_explained() =>
        Of(TestData.Change(DateTimeOffset.MaxValue, Now)).Alternatives.ShouldNotBeEmpty();

    [Fact]
    public void It_names_every_circumstance_with_whether_it_counted()
    {
        var explanation = Of(TestData.SignIn(Now, mfa: MfaState.NotUsed));

        explanation.Context.Select(context => context.Id).ShouldBe([.. ContextSignals.Everything.Select(context => context.Id), .. AllCounters.All.Select(counter => counter.Id)]);
        explanation.Context.Where(context => context.Spoke).ShouldHaveSingleItem()
            .ShouldBe(new Consideration("no-mfa", Spoke: true, "when root itself acts, and the record says that MFA was not used"));
    }

    [Fact]
    public void It_tells_what_would_have_changed_a_sign_in() =>
        Of(TestData.SignIn(Now, mfa: MfaState.NotUsed)).Alternatives.ShouldBe(
        [
            new Alternative("MFA had been used", Assessment.Expected, Severity.Low),
            new Alternative("it had been signed with a long-term access key", Assessment.Anomalous, Severity.Critical),
            new Alternative("a service had acted for root", Assessment.Expected, Severity.Informational),
            new Alternative("AWS had delivered it late", Assessment.Unusual, Severity.Informational),
            new Alternative("its session had been tainted", Assessment.Anomalous, Severity.High),
            new Alternative("three sign-ins had failed before", Assessment.Anomalous, Severity.High),
        ]);

    [Fact]
    public void It_tells_what_would_have_changed_an_act_in_bad_company()
    {
        var history = TestData.Known().Add(TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed), arrived: null, DetectionPolicy.None).History;

        var explanation = Explanation.Of(history, TestData.Change(Now.AddMinutes(1), Now, TestData.Elsewhere), arrived: null, DetectionPolicy.None);

        explanation.Finding.Assessment.ShouldBe(Assessment.Anomalous);
        explanation.Alternatives.ShouldContain(new Alternative("its session had been in good standing", Assessment.Expected, Severity.Low));
    }

    [Theory]
    [InlineData("it had failed")]
    [InlineData("it had been about root itself")]
    [InlineData("a window had been declared for something else")]
    public void It_tells_what_would_have_made_an_access_key_worse(string otherwise) =>
        Of(TestData.Call("iam", "CreateAccessKey", Now, Now, request: new RequestFacts(TargetUser: "alice")) with { IsRead = false })
            .Alternatives.Select(alternative => alternative.If).Contains(otherwise, StringComparer.Ordinal).ShouldBe(otherwise is not "it had failed");

    [Fact]
    public void It_tells_what_would_have_made_a_network_and_a_closing_account_normal()
    {
        Explanation.Of(TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere), arrived: null, DetectionPolicy.None).Alternatives
            .ShouldContain(new Alternative("its network had been known", Assessment.Expected, Severity.Low));
        Of(TestData.Call("organizations", "CloseAccount", Now, Now)).Alternatives
            .ShouldContain(new Alternative("a window had been declared for it", Assessment.Expected, Severity.Low));
        Of(TestData.FailedSignIn(Now) with { Mfa = MfaState.Used }).Alternatives.ShouldContain(new Alternative("it had succeeded", Assessment.Expected, Severity.Low));
    }

    [Fact]
    public void Its_finding_is_the_histories() =>
        Explanation.Of(TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere), Now, DetectionPolicy.None).Finding.Ids().ShouldBe(TestData.After(TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere)).Ids());

    private static Explanation Of(RootRecord record) => Explanation.Of(AccountHistory.Empty, record, arrived: null, DetectionPolicy.None);
}
