using System.Text.Json.Nodes;
using RootWatch.Detection.Response.Resources;
using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;

namespace RootWatch.Detection.Tests.Response.Resources;

/// <summary>What a call touched is read where its record shows it, and taken only in its strict form.</summary>
public sealed class AffectedResourceTests
{
    private const string Key = "AKIAIOSFODNN7EXAM2LE";

    [Theory]
    [InlineData("iam", "CreateAccessKey", """{"userName":"bob"}""", $$$"""{"accessKey":{"accessKeyId":"{{{Key}}}","userName":"bob"}}""", AccessKey, Made, Key, "bob")]
    [InlineData("iam", "CreateAccessKey", "{}", $$$"""{"accessKey":{"accessKeyId":"{{{Key}}}","userName":"root"}}""", RootAccessKey, Made, Key, null)]
    [InlineData("iam", "UpdateAccessKey", $$"""{"userName":"bob","accessKeyId":"{{Key}}","status":"Inactive"}""", "{}", AccessKey, Deactivated, Key, "bob")]
    [InlineData("iam", "AttachRolePolicy", """{"roleName":"deploy","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}""", "{}", RolePolicy, Made, "arn:aws:iam::aws:policy/AdministratorAccess", "deploy")]
    [InlineData("iam", "UpdateAssumeRolePolicy", """{"roleName":"deploy"}""", "{}", RoleTrust, Changed, "deploy", null)]
    [InlineData("iam", "EnableMFADevice", """{"serialNumber":"arn:aws:iam::111122223333:mfa/x"}""", "{}", RootMfaDevice, Made, "arn:aws:iam::111122223333:mfa/x", null)]
    [InlineData("ec2", "RunInstances", "{}", """{"instancesSet":{"items":[{"instanceId":"i-0123456789abcdef0"}]}}""", Instance, Made, "i-0123456789abcdef0", null)]
    [InlineData("ec2", "AuthorizeSecurityGroupIngress", """{"groupId":"sg-0123456789abcdef0"}""", """{"securityGroupRuleSet":{"items":[{"securityGroupRuleId":"sgr-0123456789abcdef0"}]}}""", SecurityGroupRule, Made, "sgr-0123456789abcdef0", "sg-0123456789abcdef0")]
    [InlineData("ec2", "RevokeSecurityGroupIngress", """{"groupId":"sg-0123456789abcdef0","securityGroupRuleIds":{"items":[{"securityGroupRuleId":"sgr-0123456789abcdef0"}]}}""", "{}", SecurityGroupRule, Removed, "sgr-0123456789abcdef0", "sg-0123456789abcdef0")]
    [InlineData("s3", "PutBucketPolicy", """{"bucketName":"reports"}""", "{}", BucketPolicy, Changed, "reports", null)]
    [InlineData("cloudtrail", "StopLogging", """{"name":"arn:aws:cloudtrail:eu-west-1:111122223333:trail/main"}""", "{}", TrailLogging, Removed, "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main", null)]
    [InlineData("lambda", "CreateFunction20150331", """{"functionName":"miner"}""", "{}", Function, Made, "miner", null)]
    [InlineData("kms", "ScheduleKeyDeletion", """{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}""", "{}", KmsKey, Removed, "1234abcd-12ab-34cd-56ef-1234567890ab", null)]
    [InlineData("sqs", "SetQueueAttributes", """{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/111122223333/orders","attributes":{"Policy":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}}"}}""", "{}", QueuePolicy, Changed, "https://sqs.eu-west-1.amazonaws.com/111122223333/orders", null)]
    [InlineData("organizations", "DetachPolicy", """{"policyId":"p-examplepolicyid111","targetId":"ou-ab12-11111111"}""", "{}", PolicyAttachment, Removed, "p-examplepolicyid111", "ou-ab12-11111111")]
    public void A_call_shows_what_it_touched(string source, string name, string request, string response, ResourceKind kind, ResourceChange change, string id, string? owner)
    {
        var resource = Read(source, name, request, response).ShouldHaveSingleItem();

        (resource.Kind, resource.Change, resource.Id, resource.Owner).ShouldBe((kind, change, id, owner));
    }

    [Theory]
    [InlineData("iam", "CreateUser", """{"userName":"$(reboot)"}""", "{}", User)]
    [InlineData("iam", "CreateUser", """{"userName":"-x"}""", "{}", User)]
    [InlineData("iam", "CreateUser", "{}", "{}", User)]
    [InlineData("s3", "PutBucketPolicy", """{"bucketName":"Bucket_of_mine"}""", "{}", BucketPolicy)]
    [InlineData("cloudtrail", "StopLogging", """{"name":"arn:aws:cloudtrail:eu-west-1:999999999999:trail/main"}""", "{}", TrailLogging)]
    [InlineData("kms", "DisableKey", """{"keyId":"file:///etc/passwd"}""", "{}", KmsKeyState)]
    [InlineData("ec2", "RunInstances", "{}", """{"instancesSet":{"items":[{"instanceId":"i-0123 456789"}]}}""", Instance)]
    public void What_has_another_form_is_not_taken_but_that_it_was_touched_is_known(string source, string name, string request, string response, ResourceKind kind)
    {
        var resource = Read(source, name, request, response).ShouldHaveSingleItem();

        (resource.Kind, resource.Id).ShouldBe((kind, null));
    }

    [Fact]
    public void An_instance_is_in_the_region_of_its_record_and_a_user_in_none()
    {
        Read("ec2", "TerminateInstances", """{"instancesSet":{"items":[{"instanceId":"i-0123456789abcdef0"}]}}""", "{}").Single().Region.ShouldBe("eu-west-1");
        Read("iam", "CreateUser", """{"userName":"bob"}""", "{}").Single().Region.ShouldBeNull();
        Read("securityhub", "DisableSecurityHub", "{}", "{}").Single().Region.ShouldBe("eu-west-1");
    }

    [Fact]
    public void At_most_fifty_of_a_record_are_kept()
    {
        var items = string.Join(',', Enumerable.Range(10_000_000, 1000).Select(number => $$"""{"instanceId":"i-{{number}}"}"""));

        Read("ec2", "RunInstances", "{}", $$$"""{"instancesSet":{"items":[{{{items}}}]}}""").Count.ShouldBe(50);
    }

    [Theory]
    [InlineData("iam", "ListUsers")]
    [InlineData("s3", "GetObject")]
    [InlineData("made-up", "DoThings")]
    public void Other_calls_touch_nothing_that_a_plan_knows(string source, string name) => Incident.Call(source, name).Affects.ShouldBeNull();

    [Fact]
    public void A_call_that_failed_touched_nothing() => Incident.Call("iam", "CreateUser", new { userName = "bob" }, error: "AccessDenied").Affects.ShouldBeNull();

    [Fact]
    public void A_condition_that_does_not_hold_reads_nothing() => Incident.Call("guardduty", "UpdateDetector", new { detectorId = "12abc34d567e8fa901bc2d34e56789f0", findingPublishingFrequency = "SIX_HOURS" }).Affects.ShouldBeNull();

    private static IReadOnlyList<AffectedResource> Read(string source, string name, string request, string response) =>
        Incident.Call(source, name, JsonNode.Parse(request), JsonNode.Parse(response)).Affects.ShouldNotBeNull();
}
