using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Tests.Messages;

/// <summary>A message says so where EventBridge did not bring its event.</summary>
public sealed class ProvenanceTests
{
    private static readonly DateTimeOffset Found = TestData.Morning.AddMinutes(40);

    [Fact]
    public void What_was_found_by_asking_says_so_and_when() =>
        RemarksOf(new HistoryFind(Found, HasSpoke: true)).ShouldBe(["EventBridge did not deliver this event. RootWatch found it in CloudTrail's event history at 2026-11-20 09:40:00 UTC."]);

    [Fact]
    public void Where_the_region_has_no_spoke_it_says_that_too() =>
        RemarksOf(new HistoryFind(Found, HasSpoke: false)).ShouldHaveSingleItem().ShouldEndWith("09:40:00 UTC. Region us-east-1 of this account has no spoke, so its events are only found this way.");

    [Fact]
    public void What_EventBridge_brought_says_nothing_of_it()
    {
        RemarksOf(find: null).ShouldBeEmpty();
        MachineTextOf(find: null).ShouldNotContain("found_in_history");
    }

    [Fact]
    public void Machines_are_told_when_it_was_found() =>
        MachineTextOf(new HistoryFind(Found, HasSpoke: true)).ShouldContain($"\\u0022found_in_history\\u0022:{Found.ToUnixTimeMilliseconds()}");

    private static IReadOnlyList<string> RemarksOf(HistoryFind? find) => Wording.Of(Alert(find)).Remarks;

    private static string MachineTextOf(HistoryFind? find) => TopicMessageComposer.Compose(Alert(find), "arn:aws:sns:eu-central-1:111122223333:root-use").Body;

    private static OutgoingMessage Alert(HistoryFind? find) => TestData.Alert(TestData.Finding(TestData.Record() with { FoundInHistory = find }, TestData.Signal("some-signal", Detection.Severity.High)));
}
