namespace RootWatch.Detection.Tests.Requests;

public sealed class RemovalTests
{
    [Theory]
    [InlineData("ec2 ModifyImageAttribute", """{"launchPermission":{"remove":{"items":[{"group":"all"}]}}}""", true)]
    [InlineData("ec2 ModifySnapshotAttribute", """{"operationType":"remove","groupNames":["all"]}""", true)]
    [InlineData("rds ModifyDBSnapshotAttribute", """{"attributeName":"restore","valuesToRemove":["all"]}""", true)]
    [InlineData("ssm ModifyDocumentPermission", """{"accountIdsToRemove":["555566667777"]}""", true)]
    [InlineData("ec2 RevokeSecurityGroupIngress", """{"cidrIp":"0.0.0.0/0"}""", true)]
    [InlineData("lambda RemovePermission20150331v2", """{"statementId":"s"}""", true)]
    [InlineData("ec2 ModifyVpcEndpointServicePermissions", """{"RemoveAllowedPrincipals":{"tag":1,"content":"*"}}""", true)]
    [InlineData("rds ModifyDBSnapshotAttribute", """{"valuesToRemove":["all"],"valuesToAdd":["555566667777"]}""", false)]
    [InlineData("rds ModifyDBSnapshotAttribute", """{"valuesToRemove":[],"valuesToAdd":["555566667777"]}""", false)]
    [InlineData("ec2 ModifyImageAttribute", """{"launchPermission":{"add":{"items":[{"group":"all"}]},"remove":{"items":[{"userId":"555566667777"}]}}}""", false)]
    [InlineData("ec2 ModifySnapshotAttribute", """{"operationType":"add","groupNames":["all"]}""", false)]
    [InlineData("ec2 ModifyImageAttribute", """{"attribute":"description","value":"remove"}""", false)]
    [InlineData("account PutContactInformation", """{"address":"1 Main Street"}""", false)]
    public void What_only_takes_away_is_told_apart(string call, string request, bool removes) => SampleRequests.Of(call, request).Removes.ShouldBe(removes);
}
