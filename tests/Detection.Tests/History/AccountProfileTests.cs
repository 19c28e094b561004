using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

/// <summary>What may teach what is usual, and what may not.</summary>
public sealed class AccountProfileTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Fact]
    public void A_session_that_ended_in_good_standing_teaches()
    {
        var profile = Learnt(TestData.SignIn(Now), TestData.Change(Now.AddMinutes(1), Now), TestData.Read(Now.AddMinutes(2), Now) with { UserAgent = "aws-cli/2.0", Region = "eu-west-1" });

        profile.Networks.ShouldBe(["192.0.2.0/24"]);
        profile.Agents.ShouldBe(["chrome", "aws-cli"]);
        profile.Regions.ShouldBe(["us-east-1"]);
        profile.Services.ShouldBe(["signin.amazonaws.com", "iam.amazonaws.com"]);
        profile.LastUsed.ShouldBe(Now.AddMinutes(2));
        profile.Sessions.ShouldBe(1);
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public void A_session_has_ended_when_it_can_live_no_longer(int hoursLater, bool hasEnded) =>
        TestData.History(TestData.SignIn(Now)).State.ProfileAt(Now.AddHours(hoursLater)).Sessions.ShouldBe(hasEnded ? 1 : 0);

    [Fact]
    public void A_session_has_not_ended_before_it_was_quiet_for_an_hour() =>
        TestData.History(TestData.SignIn(Now), TestData.Read(Now.AddHours(11.5), Now)).State.ProfileAt(Now.AddHours(12.4)).Sessions.ShouldBe(0);

    [Fact]
    public void It_teaches_once() => TestData.History(TestData.SignIn(Now), TestData.SignIn(Now.AddDays(1)), TestData.SignIn(Now.AddDays(2))).State.ProfileAt(Now.AddDays(3)).Sessions.ShouldBe(3);

    [Fact]
    public void An_intruder_cannot_teach()
    {
        Learnt(TestData.SignIn(Now, TestData.Elsewhere), TestData.Call("iam", "CreateRole", Now.AddMinutes(1), Now, TestData.Elsewhere)).ShouldBe(AccountProfile.Empty);
        Learnt(TestData.SignIn(Now, TestData.Elsewhere), TestData.NeverNormal(Now.AddMinutes(1), Now, TestData.Elsewhere)).ShouldBe(AccountProfile.Empty);
        Learnt(TestData.FailedSignIn(Now)).ShouldBe(AccountProfile.Empty);
        Learnt(TestData.Call("signin", "EmailUpdated", Now, ip: TestData.Elsewhere)).ShouldBe(AccountProfile.Empty);
        Learnt(TestData.SignIn(Now) with { Failed = true }).ShouldBe(AccountProfile.Empty);
        TestData.Known().Add(TestData.SignIn(Now, TestData.Elsewhere), arrived: null, DetectionPolicy.None).History.State.ProfileAt(Now.AddDays(1)).Networks.ShouldBe(["192.0.2.0/24"]);
    }

    [Fact]
    public void A_session_that_somebody_called_legitimate_teaches_whatever_its_standing()
    {
        var history = TestData.Known().Add(TestData.SignIn(Now, TestData.Elsewhere), arrived: null, DetectionPolicy.None).History;
        var id = history.State.Sessions[^1].Id;

        var before = history.Acknowledge(id, DetectionPolicy.None);
        before.State.ProfileAt(Now.AddDays(1)).Networks.ShouldBe(["192.0.2.0/24", "203.0.113.0/24"]);
        before.Observations.Count.ShouldBe(history.Observations.Count);

        var past = history.Add(TestData.SignIn(Now.AddDays(2)), arrived: null, DetectionPolicy.None).History;
        past.Acknowledge(id, DetectionPolicy.None).State.Profile.Networks.ShouldBe(["192.0.2.0/24", "203.0.113.0/24"]);
        past.Acknowledge("somebody-elses", DetectionPolicy.None).State.Profile.Networks.ShouldBe(["192.0.2.0/24"]);
    }

    [Fact]
    public void Acknowledging_what_has_taught_already_teaches_nothing_twice()
    {
        var state = TestData.History(TestData.SignIn(Now), TestData.SignIn(Now.AddDays(1))).State;

        state.Acknowledge(state.Sessions[0].Id).Profile.Sessions.ShouldBe(1);
    }

    [Fact]
    public void A_session_that_was_passed_over_teaches_when_it_is_acknowledged()
    {
        var state = TestData.History(TestData.SignIn(Now), TestData.Call("iam", "CreateRole", Now.AddMinutes(1), Now), TestData.SignIn(Now.AddDays(1))).State;

        state.Profile.Sessions.ShouldBe(0);
        state.Acknowledge(state.Sessions[0].Id).Profile.Sessions.ShouldBe(1);
    }

    [Fact]
    public void The_latest_use_counts_whatever_the_order_of_learning()
    {
        var early = TestData.History(TestData.SignIn(Now)).State.Sessions[0];
        var late = TestData.History(TestData.SignIn(Now.AddDays(5))).State.Sessions[0];

        AccountProfile.Empty.Learn(late, isLegitimate: false).Learn(early, isLegitimate: false).LastUsed.ShouldBe(Now.AddDays(5));
    }

    [Fact]
    public void Who_comes_from_everywhere_is_known_by_the_latest_networks_alone()
    {
        var profile = Enumerable.Range(0, 70).Aggregate(
            AccountProfile.Empty,
            (known, i) => known.Learn(TestData.History(TestData.SignIn(Now.AddDays(i), $"203.0.{i}.1")).State.Sessions[0], isLegitimate: true));

        profile.Networks.Count.ShouldBe(64);
        profile.Networks[0].ShouldBe("203.0.6.0/24");
        profile.Networks[^1].ShouldBe("203.0.69.0/24");
    }

    [Fact]
    public void A_seeded_profile_counts_from_the_first_record() =>
        TestData.After(AccountHistory.With(AccountProfile.Empty with { Networks = ["192.0.2.0/24"] }), TestData.SignIn(Now, TestData.Elsewhere)).Ids().ShouldContain("new-network");

    private static AccountProfile Learnt(params RootRecord[] records) => TestData.History(records).State.ProfileAt(Now.AddDays(1));
}
