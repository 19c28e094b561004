using System.Text;
using System.Text.Json;
using RootWatch.Detection.Tampering;

namespace RootWatch.Detection.Tests.Tampering;

public sealed class TamperReaderTests
{
    private const string ByCloudFormation = "\"sourceIPAddress\":\"cloudformation.amazonaws.com\",";
    private const string StackSetsRole = """ "userIdentity":{"sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/stacksets-exec-1"}}},""";

    [Theory]
    [InlineData("events", "DisableRule", """{"name":"rootwatch-root-activity"}""", true)]
    [InlineData("events", "PutRule", """{"name":"rootwatch-root-activity","state":"DISABLED"}""", true)]
    [InlineData("events", "PutRule", """{"name":"rootwatch-root-activity","state":"ENABLED"}""", false)]
    [InlineData("monitoring", "PutMetricAlarm", """{"alarmName":"rootwatch-dead-letters","actionsEnabled":false}""", true)]
    [InlineData("monitoring", "PutMetricAlarm", """{"alarmName":"rootwatch-dead-letters","actionsEnabled":true}""", false)]
    [InlineData("cloudformation", "UpdateTerminationProtection", """{"stackName":"rootwatch-hub","enableTerminationProtection":false}""", true)]
    [InlineData("cloudformation", "UpdateTerminationProtection", """{"stackName":"rootwatch-hub","enableTerminationProtection":true}""", false)]
    [InlineData("kms", "ScheduleKeyDeletion", """{"keyId":"1"}""", true)]
    [InlineData("kms", "PutKeyPolicy", """{"keyId":"1"}""", false)]
    [InlineData("sqs", "PurgeQueue", """{"queueUrl":"https://x/rootwatch-dead-letters"}""", true)]
    [InlineData("sns", "Unsubscribe", """{"subscriptionArn":"a:rootwatch-alerts:1"}""", true)]
    public void What_takes_away_or_switches_off_is_known(string source, string name, string request, bool isRemoval) =>
        Read(source, name, request).ShouldNotBeNull().IsRemoval.ShouldBe(isRemoval);

    [Theory]
    [InlineData("cloudformation", "UpdateStack", """{"stackName":"rootwatch-hub"}""", "", true, null)]
    [InlineData("events", "PutRule", """{"name":"rootwatch-root-activity"}""", ByCloudFormation, true, null)]
    [InlineData("events", "PutRule", """{"name":"rootwatch-root-activity"}""", "", false, null)]
    [InlineData("events", "PutRule", """{"name":"rootwatch-root-activity"}""", StackSetsRole, false, null)]
    [InlineData("cloudformation", "UpdateStackSet", """{"stackSetName":"rootwatch-spokes:0f2a"}""", "", true, "rootwatch-spokes")]
    public void What_goes_through_CloudFormation_is_known(string source, string name, string request, string more, bool isThrough, string? stackSet) =>
        Read(source, name, request, more).ShouldNotBeNull().ShouldSatisfyAllConditions(
            record => record.IsThroughCloudFormation.ShouldBe(isThrough),
            record => record.StackSet.ShouldBe(stackSet),
            record => record.IsByStackSets.ShouldBe(more == StackSetsRole));

    [Theory]
    [InlineData("events", "PutRule", """{"name":"rootwatch-root-activity"}""", ByCloudFormation + StackSetsRole)]
    [InlineData("secretsmanager", "PutSecretValue", """{"secretId":"events!connection/rootwatch/1"}""", """ "userIdentity":{"sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/aws-service-role/apidestinations.events.amazonaws.com/X"}}},""")]
    [InlineData("kms", "CreateGrant", """{"keyId":"alias/rootwatch"}""", "")]
    [InlineData("kms", "UpdateAlias", """{"aliasName":"alias/orders"}""", "")]
    [InlineData("iam", "CreateRole", """{"roleName":"orders"}""", "")]
    [InlineData("iam", "DeleteOpenIDConnectProvider", """{"openIDConnectProviderArn":"arn:aws:iam::111122223333:oidc-provider/accounts.example"}""", "")]
    [InlineData("events", "UpdateEventBus", """{"name":"default","description":"x"}""", "")]
    [InlineData("events", "RemovePermission", """{"eventBusName":"orders","removeAllPermissions":true}""", "")]
    [InlineData("events", "RemovePermission", """{"statementId":"orders"}""", "")]
    [InlineData("events", "PutPermission", """{"statementId":"orders"}""", "")]
    public void What_is_routine_or_somebody_elses_is_passed_over(string source, string name, string request, string more) => Read(source, name, request, more).ShouldBeNull();

    [Theory]
    [InlineData("PutPermission", """{"policy":"{}"}""")]
    [InlineData("PutPermission", """{"eventBusName":"arn:aws:events:eu-central-1:111122223333:event-bus/default","policy":"{}"}""")]
    [InlineData("RemovePermission", """{"eventBusName":"default","removeAllPermissions":true}""")]
    [InlineData("UpdateEventBus", """{"name":"default","kmsKeyIdentifier":""}""")]
    public void What_is_done_to_the_default_bus_concerns_RootWatch(string name, string request) => Read("events", name, request).ShouldNotBeNull().Thing.ShouldBe(TamperedThing.Foundation);

    [Fact]
    public void A_change_set_of_RootWatchs_is_known_from_its_making()
    {
        var made = ReadChangeSet("CreateChangeSet", """{"stackName":"rootwatch-hub"}""", ""","responseElements":{"id":"arn:x"}""").ShouldNotBeNull();
        var executed = ReadChangeSet("ExecuteChangeSet", """{"changeSetName":"arn:x"}""").ShouldNotBeNull();

        (made.Arn, made.Execution).ShouldBe(("arn:x", null));
        executed.Arn.ShouldBe("arn:x");
        executed.Execution.ShouldNotBeNull().Thing.ShouldBe(TamperedThing.RootWatch);
    }

    [Theory]
    [InlineData("CreateChangeSet", """{"stackName":"orders"}""", ""","responseElements":{"id":"arn:x"}""")]
    [InlineData("CreateChangeSet", """{"stackName":"rootwatch-hub"}""", ""","responseElements":null""")]
    [InlineData("ExecuteChangeSet", """{"changeSetName":"arn:x","stackName":"orders"}""", "")]
    [InlineData("DescribeChangeSet", """{"changeSetName":"arn:x"}""", "")]
    public void Other_change_sets_are_passed_over(string name, string request, string more) => ReadChangeSet(name, request, more).ShouldBeNull();

    [Fact]
    public void The_first_look_passes_no_tampering_over()
    {
        var records = Directory.EnumerateFiles(Repository.PathOf("tests/Samples/tampering"), "*.json")
            .SelectMany(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("records").EnumerateArray()).Select(record => Encoding.UTF8.GetBytes(record.GetRawText())).ToList();

        records.Count.ShouldBeGreaterThan(200);
        records.ShouldAllBe(record => Detector.MayMatter(record) || (TamperReader.Read(record) == null && ChangeSetReader.Read(record) == null));
    }

    private static TamperRecord? Read(string source, string name, string request, string more = "") => Detector.ReadTampering(Record(source, name, request, more, string.Empty));

    private static ChangeSet? ReadChangeSet(string name, string request, string more = "") => Detector.ReadChangeSet(Record("cloudformation", name, request, string.Empty, more));

    private static byte[] Record(string source, string name, string request, string before, string after) =>
        Encoding.UTF8.GetBytes($$"""{{{before}}"eventSource":"{{source}}.amazonaws.com","eventName":"{{name}}","readOnly":false,"requestParameters":{{request}}{{after}} }""");
}
