using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>What cfn_nag, checkov and AWS Config would ask of the templates; docs/aws-templates.md has their rules one by one.</summary>
public sealed class ReviewTests
{
    private static readonly string[] Everybody = ["\"*\"", """{"AWS":"*"}""", """{"AWS":["*"]}"""];

    [Fact]
    public void Nothing_is_allowed_by_what_it_is_not() =>
        Allowed().ShouldAllBe(allowed => !allowed.Statement.ContainsKey("NotAction") && !allowed.Statement.ContainsKey("NotResource") && !allowed.Statement.ContainsKey("NotPrincipal"));

    [Fact]
    public void What_everybody_may_do_takes_the_organization_and_a_forwarding_role()
    {
        var open = Allowed().Where(allowed => Everybody.Contains(allowed.Statement["Principal"]?.ToJsonString(), StringComparer.Ordinal)).ToList();

        open.Select(allowed => $"{allowed.Template} {allowed.Resource}").ShouldBe(["hub BusPolicy", "direct-alarm BusPolicy"]);
        open.ShouldAllBe(allowed => allowed.Statement["Condition"]!["StringEquals"]!["aws:PrincipalOrgID"] != null && allowed.Statement["Condition"]!["ArnLike"]!["aws:PrincipalArn"] != null);
    }

    [Fact]
    public void No_role_is_passed_no_policy_hangs_on_a_user_and_none_of_AWSs_own_is_used()
    {
        // The reader may ask for an account's summary, which changes nothing.
        Allowed().ShouldAllBe(allowed => !allowed.Statement["Action"]!.ToJsonString().Replace("\"iam:GetAccountSummary\"", string.Empty, StringComparison.Ordinal).Contains("iam:", StringComparison.OrdinalIgnoreCase));
        Of("AWS::IAM::Policy").ShouldAllBe(policy => policy.Properties["Users"] == null && policy.Properties["Groups"] == null);
        Of("AWS::IAM::Role").ShouldAllBe(role => role.Properties["ManagedPolicyArns"] == null);
        Of("AWS::IAM::User").ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_direct_alarms_topic_has_no_key()
    {
        Of("AWS::SNS::Topic").Where(topic => topic.Properties["KmsMasterKeyId"] == null).Select(topic => topic.Template).ShouldBe(["direct-alarm"]);
        Of("AWS::SQS::Queue").ShouldAllBe(queue => queue.Properties["SqsManagedSseEnabled"] != null);
        Of("AWS::KMS::Key").ShouldAllBe(key => (bool)key.Properties["EnableKeyRotation"]!);
    }

    [Fact]
    public void A_service_is_let_in_for_the_one_account_alone()
    {
        var elsewhere = Allowed().Where(allowed => allowed.Statement["Principal"] is JsonObject principal && principal.ContainsKey("Service") && allowed.Statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] == null);

        elsewhere.Select(allowed => $"{allowed.Template} {allowed.Resource} {allowed.Statement["Sid"]}").ShouldBe(["direct-alarm TopicPolicy eventbridge"]);
    }

    [Fact]
    public void Something_waiting_in_a_queue_raises_an_alarm()
    {
        var watched = Of("AWS::CloudWatch::Alarm")
            .Where(alarm => (string?)alarm.Properties["MetricName"] == "ApproximateNumberOfMessagesVisible" && (int)alarm.Properties["Threshold"]! == 0)
            .Select(alarm => $"{alarm.Template} {alarm.Properties["Dimensions"]![0]!["Value"]!["Fn::GetAtt"]![0]}");

        watched.ShouldBe(Of("AWS::SQS::Queue").Select(queue => $"{queue.Template} {queue.Name}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics")]
    [InlineData("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues")]
    public void Every_topic_and_queue_is_closed_to_connections_without_TLS(string type, string policyType, string names)
    {
        var closed = Of(policyType)
            .Where(policy => policy.Properties["PolicyDocument"]!["Statement"]!.AsArray().Any(statement => (string)statement!["Sid"]! == "encrypted-connections-only" && (string)statement["Effect"]! == "Deny"))
            .Select(policy => $"{policy.Template} {policy.Properties[names]![0]!["Ref"]}");

        Of(type).Select(part => $"{part.Template} {part.Name}").ShouldBe(closed, ignoreOrder: true);
    }

    [Theory]
    [InlineData("AWS::Events::EventBus")]
    [InlineData("AWS::SNS::Topic")]
    [InlineData("AWS::SQS::Queue")]
    [InlineData("AWS::KMS::Key")]
    [InlineData("AWS::IAM::Role")]
    [InlineData("AWS::IAM::OIDCProvider")]
    [InlineData("AWS::CloudFormation::StackSet")]
    public void What_is_kept_account_of_by_tags_has_the_projects(string type)
    {
        Of(type).ShouldNotBeEmpty();
        Of(type).ShouldAllBe(part => part.Properties["Tags"]!.ToJsonString().Contains("""{"Key":"application","Value":"rootwatch"}""", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Template, string Resource, JsonObject Statement)> Allowed() =>
        PermissionTests.Statements().Where(statement => (string)statement.Statement["Effect"]! == "Allow");

    private static IEnumerable<(string Template, string Name, JsonNode Properties)> Of(string type) =>
        from template in Template.Names
        from resource in Template.Resources(Template.Read(template))
        where resource.Type == type
        select (template, resource.Name, resource.Resource["Properties"]!);
}
