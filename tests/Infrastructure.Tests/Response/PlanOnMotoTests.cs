using System.Text.Json.Nodes;
using System.Xml.Linq;
using RootWatch.Simulator.Aws;

namespace RootWatch.Infrastructure.Tests.Response;

/// <summary>The harm is done on moto, the plan is carried out with the real AWS CLI, and the harm is gone.</summary>
public sealed class PlanOnMotoTests
{
    // moto does not have AWS's own policies.
    private const string Admin = $"arn:aws:iam::{MotoIncident.Account}:policy/everything";
    private const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_with_a_key_a_password_and_permissions_is_contained_and_removed()
    {
        await using var moto = await MotoServer.StartAsync();
        var incident = new MotoIncident(moto);
        var user = new JsonObject { ["userName"] = "backdoor" };
        await IamAsync(moto, "CreateGroup", ("GroupName", "Administrators"));
        await IamAsync(moto, "CreateUser", ("UserName", "backdoor"));
        incident.Record("iam", "CreateUser", (JsonObject)user.DeepClone());
        var key = (await IamAsync(moto, "CreateAccessKey", ("UserName", "backdoor"))).Descendants("AccessKeyId").Single().Value;
        incident.Record("iam", "CreateAccessKey", (JsonObject)user.DeepClone(), new JsonObject { ["accessKey"] = new JsonObject { ["accessKeyId"] = key, ["userName"] = "backdoor" } });
        await IamAsync(moto, "CreateLoginProfile", ("UserName", "backdoor"), ("Password", "Abcdef12345!"));
        incident.Record("iam", "CreateLoginProfile", (JsonObject)user.DeepClone());
        await IamAsync(moto, "CreatePolicy", ("PolicyName", "everything"), ("PolicyDocument", AllowAll));
        await IamAsync(moto, "AttachUserPolicy", ("UserName", "backdoor"), ("PolicyArn", Admin));
        incident.Record("iam", "AttachUserPolicy", new JsonObject { ["userName"] = "backdoor", ["policyArn"] = Admin });
        await IamAsync(moto, "PutUserPolicy", ("UserName", "backdoor"), ("PolicyName", "all"), ("PolicyDocument", AllowAll));
        incident.Record("iam", "PutUserPolicy", new JsonObject { ["userName"] = "backdoor", ["policyName"] = "all" });
        await IamAsync(moto, "AddUserToGroup", ("UserName", "backdoor"), ("GroupName", "Administrators"));
        incident.Record("iam", "AddUserToGroup", new JsonObject { ["userName"] = "backdoor", ["groupName"] = "Administrators" });

        await incident.RespondAsync("deactivate-access-keys", "delete-login-profiles", "take-back-permissions");

        (await IamAsync(moto, "ListAccessKeys", ("UserName", "backdoor"))).Descendants("Status").Single().Value.ShouldBe("Inactive");
        await IsGoneAsync(moto, "GetLoginProfile", ("UserName", "backdoor"));
        (await IamAsync(moto, "ListAttachedUserPolicies", ("UserName", "backdoor"))).Descendants("PolicyArn").ShouldBeEmpty();
        (await IamAsync(moto, "ListUserPolicies", ("UserName", "backdoor"))).Descendants("PolicyNames").Single().HasElements.ShouldBeFalse();
        (await IamAsync(moto, "ListGroupsForUser", ("UserName", "backdoor"))).Descendants("GroupName").ShouldBeEmpty();

        await incident.RespondAsync("delete-access-keys", "delete-identities");

        await IsGoneAsync(moto, "GetUser", ("UserName", "backdoor"));
    }

    [Fact]
    public async Task A_new_role_is_denied_everything_and_a_changed_trust_names_the_account_alone()
    {
        const string Outsider = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole"}]}""";
        await using var moto = await MotoServer.StartAsync();
        var incident = new MotoIncident(moto);
        await IamAsync(moto, "CreateRole", ("RoleName", "support"), ("AssumeRolePolicyDocument", Outsider));
        incident.Record("iam", "CreateRole", new JsonObject { ["roleName"] = "support", ["assumeRolePolicyDocument"] = Outsider });
        await IamAsync(moto, "CreateRole", ("RoleName", "deploy"), ("AssumeRolePolicyDocument", Outsider));
        incident.Record("iam", "UpdateAssumeRolePolicy", new JsonObject { ["roleName"] = "deploy", ["policyDocument"] = Outsider });

        await incident.RespondAsync("deny-roles", "restrict-role-trust");

        Uri.UnescapeDataString((await IamAsync(moto, "GetRolePolicy", ("RoleName", "support"), ("PolicyName", "RootWatchDenyAll"))).Descendants("PolicyDocument").Single().Value).ShouldContain("Deny");
        var trust = Uri.UnescapeDataString((await IamAsync(moto, "GetRole", ("RoleName", "deploy"))).Descendants("AssumeRolePolicyDocument").Single().Value);
        trust.ShouldContain($"arn:aws:iam::{MotoIncident.Account}:root");
        trust.ShouldNotContain("999999999999");

        await incident.RespondAsync("delete-identities");

        await IsGoneAsync(moto, "GetRole", ("RoleName", "support"));
    }

    [Fact]
    public async Task Machines_are_terminated_after_their_disks_are_kept_and_opened_ports_are_closed()
    {
        await using var moto = await MotoServer.StartAsync();
        var incident = new MotoIncident(moto);
        var instance = (await Ec2Async(moto, "RunInstances", ("ImageId", "ami-12c6146b"), ("MinCount", "1"), ("MaxCount", "1"), ("DisableApiTermination", "true"))).Descendants("instanceId").Single().Value;
        incident.Record("ec2", "RunInstances", [], new JsonObject { ["instancesSet"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["instanceId"] = instance }) } });
        await Ec2Async(moto, "CreateKeyPair", ("KeyName", "k1"));
        incident.Record("ec2", "CreateKeyPair", new JsonObject { ["keyName"] = "k1" });
        var group = (await Ec2Async(moto, "CreateSecurityGroup", ("GroupName", "open"), ("GroupDescription", "x"))).Descendants("groupId").Single().Value;
        await Ec2Async(moto, "AuthorizeSecurityGroupIngress", ("GroupId", group), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "22"), ("IpPermissions.1.ToPort", "22"), ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"));
        var rule = (await RulesAsync(moto, group)).Single();
        incident.Record(
            "ec2", "AuthorizeSecurityGroupIngress", new JsonObject { ["groupId"] = group },
            new JsonObject { ["securityGroupRuleSet"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["securityGroupRuleId"] = rule }) } });

        await incident.RespondAsync("keep-machines", "terminate-machines", "delete-key-pairs", "close-security-groups");

        (await Ec2Async(moto, "DescribeInstances", ("InstanceId.1", instance))).Descendants("instanceState").Single().Element("name")!.Value.ShouldBe("terminated");
        (await Ec2Async(moto, "DescribeSnapshots", ("Owner.1", "self"))).Descendants("description").Select(text => text.Value).ShouldContain("Evidence of an incident");
        (await Ec2Async(moto, "DescribeKeyPairs")).Descendants("keyName").ShouldBeEmpty();
        (await RulesAsync(moto, group)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Buckets_are_closed_blocked_and_versioned_again()
    {
        const string Public = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports-of-root/*"}]}""";
        const string Suspended = """<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Suspended</Status></VersioningConfiguration>""";
        await using var moto = await MotoServer.StartAsync();
        var incident = new MotoIncident(moto);
        await S3Async(moto, HttpMethod.Put, string.Empty, $"<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{MotoIncident.Region}</LocationConstraint></CreateBucketConfiguration>");
        incident.Record("s3", "DeleteBucketPublicAccessBlock", new JsonObject { ["bucketName"] = "reports-of-root" });
        await S3Async(moto, HttpMethod.Put, "?policy", Public);
        incident.Record("s3", "PutBucketPolicy", new JsonObject { ["bucketName"] = "reports-of-root", ["bucketPolicy"] = JsonNode.Parse(Public) });
        await S3Async(moto, HttpMethod.Put, "?versioning", Suspended);
        incident.Record("s3", "PutBucketVersioning", new JsonObject { ["bucketName"] = "reports-of-root", ["VersioningConfiguration"] = new JsonObject { ["Status"] = "Suspended" } });

        await incident.RespondAsync("block-public-access", "close-buckets", "restore-protection");

        (await S3Async(moto, HttpMethod.Get, "?publicAccessBlock")).ShouldContain("<BlockPublicPolicy>true</BlockPublicPolicy>", Case.Insensitive);
        (await Should.ThrowAsync<AwsApiException>(() => S3Async(moto, HttpMethod.Get, "?policy"))).Code.ShouldBe("NoSuchBucketPolicy");
        (await S3Async(moto, HttpMethod.Get, "?versioning")).ShouldContain("Enabled");
    }

    [Fact]
    public async Task Trails_log_again_and_keys_are_kept()
    {
        await using var moto = await MotoServer.StartAsync();
        var incident = new MotoIncident(moto);
        await S3Async(moto, HttpMethod.Put, string.Empty, $"<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{MotoIncident.Region}</LocationConstraint></CreateBucketConfiguration>");
        await JsonAsync(moto, "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.CreateTrail", new JsonObject { ["Name"] = "main", ["S3BucketName"] = "reports-of-root" });
        incident.Record("cloudtrail", "StopLogging", new JsonObject { ["name"] = "main" });
        var key = (string)(await JsonAsync(moto, "kms", "TrentService.CreateKey", []))["KeyMetadata"]!["KeyId"]!;
        await JsonAsync(moto, "kms", "TrentService.ScheduleKeyDeletion", new JsonObject { ["KeyId"] = key });
        incident.Record("kms", "ScheduleKeyDeletion", new JsonObject { ["keyId"] = key });

        await incident.RespondAsync("restore-logging", "keep-keys-and-secrets");

        ((bool)(await JsonAsync(moto, "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.GetTrailStatus", new JsonObject { ["Name"] = "main" }))["IsLogging"]!).ShouldBeTrue();
        ((string)(await JsonAsync(moto, "kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = key }))["KeyMetadata"]!["KeyState"]!).ShouldBe("Enabled");
    }

    [Fact]
    public async Task A_service_control_policy_that_denies_root_is_attached_to_the_account()
    {
        await using var moto = await MotoServer.StartAsync();
        await OrganizationsAsync(moto, "CreateOrganization", new JsonObject { ["FeatureSet"] = "ALL" });
        var root = (string)(await OrganizationsAsync(moto, "ListRoots", []))["Roots"]![0]!["Id"]!;
        await OrganizationsAsync(moto, "EnablePolicyType", new JsonObject { ["RootId"] = root, ["PolicyType"] = "SERVICE_CONTROL_POLICY" });
        var member = (string)(await OrganizationsAsync(moto, "CreateAccount", new JsonObject { ["AccountName"] = "member", ["Email"] = "root@example.com" }))["CreateAccountStatus"]!["AccountId"]!;
        var bound = (string)(await OrganizationsAsync(moto, "CreatePolicy", new JsonObject { ["Name"] = "bound", ["Description"] = "x", ["Type"] = "SERVICE_CONTROL_POLICY", ["Content"] = AllowAll }))["Policy"]!["PolicySummary"]!["Id"]!;
        var incident = new MotoIncident(moto, member);
        incident.Record("iam", "CreateUser", new JsonObject { ["userName"] = "backdoor" });
        incident.Record("organizations", "DetachPolicy", new JsonObject { ["policyId"] = bound, ["targetId"] = member });

        await incident.RespondAsync("deny-root", "restore-organization-policies");

        var attached = (await OrganizationsAsync(moto, "ListPoliciesForTarget", new JsonObject { ["TargetId"] = member, ["Filter"] = "SERVICE_CONTROL_POLICY" }))["Policies"]!.AsArray();
        attached.Select(policy => (string)policy!["Id"]!).ShouldContain(bound);
        var denies = attached.Single(policy => (string)policy!["Name"]! == $"RootWatchDenyRoot-{member}")!;
        var content = JsonNode.Parse((string)(await OrganizationsAsync(moto, "DescribePolicy", new JsonObject { ["PolicyId"] = (string)denies["Id"]! }))["Policy"]!["Content"]!)!["Statement"]![0]!;
        ((string)content["Effect"]!, (string)content["Condition"]!["ArnLike"]!["aws:PrincipalArn"]!).ShouldBe(("Deny", $"arn:aws:iam::{member}:root"));
    }

    private static async Task IsGoneAsync(MotoServer moto, string action, params (string Name, string Value)[] parameters) =>
        (await Should.ThrowAsync<AwsApiException>(() => IamAsync(moto, action, parameters))).Code.ShouldBe("NoSuchEntity");

    private static async Task<IEnumerable<string>> RulesAsync(MotoServer moto, string group) =>
        (await Ec2Async(moto, "DescribeSecurityGroupRules", ("Filter.1.Name", "group-id"), ("Filter.1.Value.1", group))).Descendants("item")
            .Where(rule => rule.Element("isEgress")?.Value == "false").Select(rule => rule.Element("securityGroupRuleId")!.Value);

    private static Task<XElement> IamAsync(MotoServer moto, string action, params (string Name, string Value)[] parameters) => moto.Api.QueryAsync("iam", "us-east-1", "2010-05-08", action, parameters, Cancellation);

    private static Task<XElement> Ec2Async(MotoServer moto, string action, params (string Name, string Value)[] parameters) => moto.Api.QueryAsync("ec2", MotoIncident.Region, "2016-11-15", action, parameters, Cancellation);

    private static Task<JsonNode> JsonAsync(MotoServer moto, string service, string target, JsonObject request) => moto.Api.JsonAsync(service, MotoIncident.Region, target, request, Cancellation);

    private static Task<JsonNode> OrganizationsAsync(MotoServer moto, string operation, JsonObject request) => moto.Api.JsonAsync("organizations", "us-east-1", $"AWSOrganizationsV20161128.{operation}", request, Cancellation);

    private static async Task<string> S3Async(MotoServer moto, HttpMethod method, string query, string? body = null)
    {
        using var message = new HttpRequestMessage(method, $"/reports-of-root{query}") { Content = body is null ? null : new StringContent(body) };
        return await moto.Api.SendAsync("s3", MotoIncident.Region, message, Cancellation);
    }
}
