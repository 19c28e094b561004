using System.Text;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>Which calls of others take root over or free it.</summary>
public sealed class ActsOnRootTests
{
    public static TheoryData<string, string> Calls { get; } =
        [.. ActsOnRoot.Calls.SelectMany(calls => calls.Value.Select(name => (calls.Key, name))).Where(call => call.name != "DisableAWSServiceAccess")];

    [Theory]
    [MemberData(nameof(Calls))]
    public void They_are_known_whatever_the_case_the_order_and_the_escapes(string source, string name)
    {
        foreach (var identity in (string[])["""{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/A/root"}""", """{"type":"IAMUser"}""", "null", """{"type":"AWSService","invokedBy":"x.amazonaws.com"}"""])
        {
            Identity($$"""{"userIdentity":{{identity}},"eventSource":"{{source}}","eventName":"{{name}}"}""").ShouldBe(RootIdentity.ActOnRoot);
            Identity($$"""{"eventName":"{{name.ToUpperInvariant()}}","userIdentity":{{identity}},"eventSource":"{{source.ToUpperInvariant()}}"}""").ShouldBe(RootIdentity.ActOnRoot);
            Identity($$"""{"eventSource":"{{Escaped(source)}}","eventName":"{{Escaped(name)}}","userIdentity":{{identity}} }""").ShouldBe(RootIdentity.ActOnRoot);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void What_root_itself_does_stays_roots(string source, string name) =>
        Identity($$"""{"userIdentity":{"type":"Root"},"eventSource":"{{source}}","eventName":"{{name}}"}""").ShouldBe(RootIdentity.RootUser);

    [Theory]
    [InlineData("organizations", "AttachPolicy", "null")]
    [InlineData("organizations", "EnablePolicyType", "null")]
    [InlineData("organizations", "DescribePolicy", "null")]
    [InlineData("organizations", "DetachPolicies", "null")]
    [InlineData("iam", "DetachPolicy", "null")]
    [InlineData("iam", "CloseAccount", "null")]
    [InlineData("ram", "AcceptHandshake", "null")]
    [InlineData("iam", "DisableOrganizationsRoot", "null")]
    [InlineData("organizations", "DisablePolicyType", """{"policyType":"TAG_POLICY"}""")]
    [InlineData("organizations", "DisablePolicyType", """{"policyType":"backup_policy"}""")]
    [InlineData("organizations", "DisableAWSServiceAccess", """{"servicePrincipal":"ram.amazonaws.com"}""")]
    [InlineData("organizations", "DisableAWSServiceAccess", "null")]
    public void Everything_else_that_others_do_stays_silent(string source, string name, string request) =>
        Detector.Read(Bytes($$"""{"userIdentity":{"type":"AssumedRole"},"eventSource":"{{source}}.amazonaws.com","eventName":"{{name}}","requestParameters":{{request}} }""")).ShouldBeNull();

    [Theory]
    [InlineData("DisablePolicyType", """{"requestParameters":{"policyType":"SERVICE_CONTROL_POLICY"}}""")]
    [InlineData("DisablePolicyType", """{"requestParameters":{"policyType":"A_TYPE_OF_TOMORROW"}}""")]
    [InlineData("DisableAWSServiceAccess", """{"requestParameters":{"servicePrincipal":"IAM.amazonaws.com"}}""")]
    [InlineData("DisableAWSServiceAccess", """{"requestParameters":{"servicePrincipal":"member.org.stacksets.cloudformation.amazonaws.com"}}""")]
    [InlineData("UpdatePolicy", """{"responseElements":{"policy":{"policySummary":{"type":"RESOURCE_CONTROL_POLICY"}}}}""")]
    [InlineData("AcceptHandshake", """{"responseElements":{"handshake":{"action":"INVITE"}}}""")]
    public void What_bounds_or_watches_root_is_told(string name, string rest) =>
        Identity($$"""{"userIdentity":{"type":"AssumedRole"},"eventSource":"organizations.amazonaws.com","eventName":"{{name}}",{{rest[1..]}}""").ShouldBe(RootIdentity.ActOnRoot);

    [Fact]
    public void Who_called_and_on_what_is_cut_and_kept_as_the_record_has_it()
    {
        var record = Detector.Read(Bytes($$"""{"userIdentity":{"type":"AssumedRole","arn":"arn:{{new string('a', 5000)}}"},"eventSource":"organizations.amazonaws.com","eventName":"DetachPolicy","requestParameters":{"policyId":"<b>","targetId":"ou-1"} }""")).ShouldNotBeNull();

        record.Caller!.Length.ShouldBeLessThan(1030);
        record.Target.ShouldBe(new Target(Place: "ou-1", Policy: "<b>"));
    }

    [Theory]
    [InlineData("""{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/eve"}""", "arn:aws:iam::111122223333:user/eve")]
    [InlineData("""{"type":"AssumedRole","principalId":"AROA:eve"}""", "AROA:eve")]
    [InlineData("""{"type":"AWSService","invokedBy":"controltower.amazonaws.com"}""", "controltower.amazonaws.com")]
    [InlineData("null", "unknown")]
    public void The_caller_is_named_by_what_the_record_has(string identity, string caller) =>
        Detector.Read(Bytes($$"""{"userIdentity":{{identity}},"eventSource":"organizations.amazonaws.com","eventName":"LeaveOrganization"}""")).ShouldNotBeNull().Caller.ShouldBe(caller);

    private static RootIdentity? Identity(string json) => Detector.Read(Bytes(json))?.Identity;

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static string Escaped(string text) => string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
}
