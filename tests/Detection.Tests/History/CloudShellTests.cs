using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

/// <summary>MFA delete and other tasks of root's need a command line; the console's own shell calls from AWS's addresses.</summary>
public sealed class CloudShellTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Fact]
    public void A_shell_that_the_session_opened_is_at_no_new_place()
    {
        var history = Open(TestData.Home);

        TestData.After(history, InShell).Ids().ShouldNotContain("new-network");
        TestData.After(history, InShell).Ids().ShouldNotContain("two-networks");
        history.Add(InShell, arrived: null, DetectionPolicy.None).History.State.Sessions[^1].Sightings.Select(sighting => sighting.Network).ShouldBe(["192.0.2.0/24"]);
    }

    [Fact]
    public void A_call_that_only_says_that_it_is_from_the_shell_is_at_a_new_place()
    {
        var history = TestData.Known().Add(TestData.SignIn(Now), arrived: null, DetectionPolicy.None).History;

        TestData.After(history, InShell).Ids().ShouldContain("new-network");
        TestData.After(Open(TestData.Home), InShell with { UserAgent = "aws-cli/2.31.0" }).Ids().ShouldContain("new-network");
    }

    [Theory]
    [InlineData("CreateEnvironment")]
    [InlineData("PutCredentials")]
    [InlineData("SendHeartBeat")]
    public void Opening_a_shell_is_unusual_and_no_alarm(string name) =>
        TestData.After(TestData.History(TestData.SignIn(Now)), TestData.Call("cloudshell", name, Now.AddMinutes(1), Now)).Assessment.ShouldBe(Assessment.Unusual);

    private static RootRecord InShell => TestData.Call("s3", "GetBucketVersioning", Now.AddMinutes(3), Now, "198.51.100.210", isRead: true) with { UserAgent = "aws-cli/2.31.0 md/prompt#off exec-env/CloudShell" };

    private static AccountHistory Open(string ip) =>
        TestData.Known().Add(TestData.SignIn(Now, ip), arrived: null, DetectionPolicy.None).History.Add(TestData.Call("cloudshell", "CreateSession", Now.AddMinutes(1), Now, ip), arrived: null, DetectionPolicy.None).History;
}
