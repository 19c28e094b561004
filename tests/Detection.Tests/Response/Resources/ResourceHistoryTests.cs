using System.Text;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Tests.Response.Resources;

/// <summary>What others do about the resources of a plan is read from their records, and closes what it undoes.</summary>
public sealed class ResourceHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_of_somebody_else_shows_what_it_changed()
    {
        var change = Read("role-starts-logging").ShouldHaveSingleItem();

        change.ShouldBe(new ObservedChange(
            new AffectedResource(ResourceKind.TrailLogging, ResourceChange.Made) { Id = "arn:aws:cloudtrail:us-east-1:111122223333:trail/org-trail", Region = "us-east-1" }, Noon));
    }

    [Fact]
    public void What_failed_or_is_of_another_account_changed_nothing_here()
    {
        Read("role-starts-logging-denied").ShouldBeEmpty();
        ResourceHistory.Read(Sample.Of("response/role-starts-logging"), "444455556666").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"eventTime":"2026-11-20T12:00:00Z","eventSource":7,"eventName":["StartLogging"]}""")]
    public void What_is_no_record_changed_nothing(string json) => ResourceHistory.Read(Encoding.UTF8.GetBytes(json), "111122223333").ShouldBeEmpty();

    [Fact]
    public void A_callers_own_key_is_no_key_of_root() => Read("role-deletes-own-key").ShouldBeEmpty();

    [Theory]
    [InlineData("role-starts-logging", true)]
    [InlineData("role-starts-logging-denied", false)]
    [InlineData("role-starts-logging-of-another-trail", false)]
    [InlineData("role-starts-logging-before", false)]
    public void A_trail_that_somebody_started_again_is_restored(string later, bool isDone)
    {
        var stop = Incident.Call("cloudtrail", "StopLogging", new { name = "org-trail" }, region: "us-east-1", at: Noon.AddHours(-1));

        var step = ResponsePlan.Of(Incident.Of(stop), TestData.Account, "aws", isManagement: false, Read(later)).Step("restore-logging");

        (step.IsDone, step.Targets.ShouldHaveSingleItem().DoneAt).ShouldBe((isDone, isDone ? Noon : null));
    }

    [Fact]
    public void A_detector_that_is_created_again_has_another_id()
    {
        var delete = Incident.Call("guardduty", "DeleteDetector", new { detectorId = "12abc34d567e8fa901bc2d34e56789f0" });
        var create = Incident.Call("guardduty", "CreateDetector", new { enable = true }, new { detectorId = "98abc34d567e8fa901bc2d34e56789f0" }, at: Noon);

        Incident.PlanOf(delete, create).Step("restore-guardduty").IsDone.ShouldBeTrue();
        Incident.PlanOf(delete, Incident.Call("guardduty", "CreateDetector", new { enable = true }, new { detectorId = "98abc34d567e8fa901bc2d34e56789f0" }, region: "us-east-1", at: Noon)).Step("restore-guardduty").IsDone.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ResourceKind.TrailLogging, ResourceChange.Removed, "StartLogging")]
    [InlineData(ResourceKind.BucketPolicy, ResourceChange.Changed, "DeleteBucketPolicy")]
    [InlineData(ResourceKind.AccessKey, ResourceChange.Deactivated, "CreateAccessKey", "UpdateAccessKey")]
    [InlineData(ResourceKind.Secret, ResourceChange.Read)]
    [InlineData(ResourceKind.FederatedSession, ResourceChange.Made)]
    public void It_is_known_which_calls_undo_a_change(ResourceKind kind, ResourceChange change, params string[] calls) =>
        ResourceHistory.CallsThatUndo(new AffectedResource(kind, change)).ShouldBe(calls);

    private static IReadOnlyList<ObservedChange> Read(string name) => ResourceHistory.Read(Sample.Of($"response/{name}"), TestData.Account);
}
