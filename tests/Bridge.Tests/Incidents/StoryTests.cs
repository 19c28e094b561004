using System.Globalization;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Tests.Scorecard;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class StoryTests
{
    [Fact]
    public void Every_labelled_story_is_told_as_approved() =>
        Approved.ShouldMatch(
            string.Concat(LabelledStory.All.Select(story => $"{story.Name}\n{string.Concat(story.Incidents.OrderBy(incident => incident.Start).Select(incident => $"  {incident.Snapshot.Story}\n"))}")),
            "tests/Bridge.Tests/Incidents/Approved/stories.txt");

    [Fact]
    public void The_way_in_comes_first_and_then_the_worst_that_was_done() =>
        Of(
            Failed(1), Failed(2), Failed(3), SignIn(4),
            Call(5, "iam.amazonaws.com", "CreateAccessKey"),
            Call(6, "ec2.amazonaws.com", "DescribeInstances") with { IsRead = true })
            .ShouldBe("Root signed in to the console without MFA, after 3 failed attempts. It then created an access key for itself.");

    [Fact]
    public void What_only_looks_around_is_said_to() =>
        Of(Call(1, "ec2.amazonaws.com", "DescribeInstances") with { IsRead = true, Mfa = MfaState.Used }).ShouldBe("Root looked at instances in EC2.");

    [Fact]
    public void Of_many_things_the_worst_are_named_and_the_others_counted() =>
        Of(
            Call(1, "iam.amazonaws.com", "CreateUser") with { Mfa = MfaState.Used, Request = new RequestFacts { TargetUser = "kim" } },
            Call(2, "cloudtrail.amazonaws.com", "StopLogging") with { Mfa = MfaState.Used },
            Call(3, "ec2.amazonaws.com", "RunInstances") with { Mfa = MfaState.Used },
            Call(4, "iam.amazonaws.com", "CreateAccessKey") with { Mfa = MfaState.Used },
            Call(5, "account.amazonaws.com", "PutContactInformation") with { Mfa = MfaState.Used })
            .ShouldEndWith("and did 2 more things.");

    [Fact]
    public void A_service_that_acts_for_root_is_named_as_what_it_is() =>
        Of(Call(1, "ec2.amazonaws.com", "RunInstances") with { Identity = RootIdentity.Service }).ShouldBe("An AWS service acted for root; no person made the call.");

    private static string Of(params RootRecord[] records)
    {
        var ledger = AccountLedger.Empty;
        RecordedFinding recorded = null!;
        foreach (var record in records)
        {
            (ledger, recorded) = ledger.Record(record, arrived: null, DetectionPolicy.None);
        }

        return recorded.Incident.Snapshot.Story;
    }

    private static RootRecord Call(int second, string source, string name) =>
        TestData.Record(second.ToString(CultureInfo.InvariantCulture), TestData.Morning.AddSeconds(second), "111122223333/2026-11-20T09:00:04Z") with { EventSource = source, EventName = name };

    private static RootRecord SignIn(int second) => Call(second, "signin.amazonaws.com", "ConsoleLogin") with { SessionKey = "111122223333/2026-11-20T09:00:04Z" };

    private static RootRecord Failed(int second) => SignIn(second) with { SessionKey = null, Failed = true };
}
