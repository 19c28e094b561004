using CsCheck;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

public sealed class AccountHistoryTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    public static TheoryData<string> Stories { get; } = [.. StoryFile.Names];

    [Theory]
    [MemberData(nameof(Stories))]
    public void The_order_of_arrival_and_copies_change_nothing(string story)
    {
        var records = Story.Records(story);
        Assert.SkipWhen(Effort.IsShort && records.Length > 100, "It takes seconds.");
        var expected = Story.StateOf(records);

        Gen.Shuffle(records).Select(Gen.Shuffle(records), (first, again) => first.Concat(again.Take(again.Length / 3)).ToArray()).Sample(
            shuffled => Story.StateOf(shuffled).ShouldBe(expected), iter: records.Length > 100 ? 1 : Effort.Of(20), print: static _ => "(records)");
    }

    [Fact]
    public void A_record_that_arrives_late_makes_worse_what_followed_it()
    {
        var success = TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed);
        var history = TestData.History(success, TestData.FailedSignIn(Now.AddMinutes(-2)), TestData.FailedSignIn(Now.AddMinutes(-3)));

        var addition = history.Add(TestData.FailedSignIn(Now.AddMinutes(-4)), arrived: null, DetectionPolicy.None);

        addition.Finding.Activity.ShouldBe(Detection.Activities.Activity.FailedSignIn);
        var revised = addition.Revised.ShouldHaveSingleItem();
        revised.Finding.Record.ShouldBe(success);
        revised.Finding.Ids().ShouldContain("failed-sign-ins");
        revised.Finding.Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void What_moves_to_another_session_is_named()
    {
        var history = TestData.History(TestData.FailedSignIn(Now, TestData.Home));
        var from = history.State.Sessions[0].Id;

        var addition = history.Add(TestData.SignIn(Now.AddMinutes(-5)), arrived: null, DetectionPolicy.None);

        addition.Moved.ShouldBe([(from, addition.Observation.SessionId)]);
        TestData.History(TestData.SignIn(Now)).Add(TestData.Read(Now.AddMinutes(-5), Now.AddHours(-1)), arrived: null, DetectionPolicy.None).Moved.ShouldBeEmpty();
    }

    [Fact]
    public void What_becomes_worse_in_severity_or_in_assessment_alone_is_revised()
    {
        // A root key before a secret is read: the secret's finding was Anomalous and High, and stays so.
        var same = TestData.History(TestData.Call("secretsmanager", "GetSecretValue", Now, Now, isRead: true));
        same.Add(TestData.NeverNormal(Now.AddMinutes(-1), Now), arrived: null, DetectionPolicy.None).Revised.ShouldBeEmpty();

        // Issued credentials are High and only Unusual before.
        var credentials = TestData.History(TestData.Call("sts", "GetSessionToken", Now, Now));
        credentials.Add(TestData.NeverNormal(Now.AddMinutes(-1), Now), arrived: null, DetectionPolicy.None).Revised.ShouldHaveSingleItem().Finding.Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public void An_observation_knows_its_session() =>
        TestData.History(TestData.SignIn(Now), TestData.SignIn(Now.AddMinutes(1), TestData.Elsewhere)).Observations.ShouldAllBe(known => known.Session.Id == known.SessionId);

    [Fact]
    public void A_record_in_order_revises_nothing() =>
        TestData.History(TestData.SignIn(Now)).Add(TestData.Read(Now.AddMinutes(1), Now), arrived: null, DetectionPolicy.None).Revised.ShouldBeEmpty();

    [Fact]
    public void A_record_that_makes_later_ones_better_revises_nothing() =>
        TestData.Known().Add(TestData.SignIn(Now.AddDays(70)), arrived: null, DetectionPolicy.None).History
            .Add(TestData.SignIn(Now.AddDays(40)), arrived: null, DetectionPolicy.None).Revised.ShouldBeEmpty("the root is no longer dormant");

    [Fact]
    public void The_same_record_again_gives_the_same_answer_and_the_same_history()
    {
        var history = TestData.History(TestData.SignIn(Now));

        var again = history.Add(TestData.SignIn(Now), arrived: null, DetectionPolicy.None);

        again.History.ShouldBeSameAs(history);
        again.Finding.ShouldBeSameAs(history.Observations[0].Finding);
    }

    [Fact]
    public void A_record_without_a_time_happened_when_it_arrived()
    {
        var record = TestData.Read(Now, Now) with { EventTime = null };

        AccountHistory.Empty.Add(record, Now.AddHours(1), DetectionPolicy.None).Observation.At.ShouldBe(Now.AddHours(1));
        TestData.History(TestData.SignIn(Now)).Add(record, arrived: null, DetectionPolicy.None).Observation.At.ShouldBe(Now);
        AccountHistory.Empty.Add(record, arrived: null, DetectionPolicy.None).Observation.At.ShouldBe(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void The_lag_is_the_time_from_event_to_arrival()
    {
        AccountHistory.Empty.Add(TestData.SignIn(Now), Now.AddSeconds(90), DetectionPolicy.None).Finding.Lag.ShouldBe(TimeSpan.FromSeconds(90));
        AccountHistory.Empty.Add(TestData.SignIn(Now), arrived: null, DetectionPolicy.None).Finding.Lag.ShouldBeNull();
        AccountHistory.Empty.Add(TestData.SignIn(Now) with { EventTime = null }, Now, DetectionPolicy.None).Finding.Lag.ShouldBeNull();
    }

    [Fact]
    public void Of_one_second_the_sign_in_comes_first()
    {
        var history = TestData.History(TestData.Read(Now, Now), TestData.SignIn(Now));

        history.Observations.Select(known => known.Finding.Record.EventName).ShouldBe(["ConsoleLogin", "ListUsers"]);
    }

    [Fact]
    public void However_much_happens_only_the_latest_is_held()
    {
        var history = Enumerable.Range(0, 1100).Aggregate(
            TestData.History(TestData.SignIn(Now)), (known, i) => known.Add(TestData.Read(Now.AddSeconds(i + 1), Now), arrived: null, DetectionPolicy.None).History);

        history.Observations.Count.ShouldBe(1024);
        history.State.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(1101);
        history.Start.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(77);
    }

    [Fact]
    public void What_arrives_after_that_still_counts()
    {
        var history = TestData.History([.. Enumerable.Range(0, 1025).Select(i => TestData.Read(Now.AddSeconds(i), Now))]);

        var late = history.Add(TestData.NeverNormal(Now.AddDays(-40), Now.AddDays(-40)), arrived: null, DetectionPolicy.None);

        late.Finding.Severity.ShouldBe(Severity.Critical);
        late.History.State.Sessions.ShouldContain(session => session.Start == Now && session.Findings == 1025);
    }
}
