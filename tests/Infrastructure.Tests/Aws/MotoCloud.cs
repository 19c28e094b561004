using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Simulator.Aws;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Deploys templates onto moto_server: as stacks, and through each service's API what its CloudFormation lacks.</summary>
internal sealed class MotoCloud(AwsApi aws, string region)
{
    public const string Account = "123456789012";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The types that moto_server 5.2.1 cannot create from a template, and how each is created instead.</summary>
    private Dictionary<string, Func<string, JsonObject, Dictionary<string, string>, Task>> Lacking => new(StringComparer.Ordinal)
    {
        ["AWS::Events::Connection"] = async (name, properties, known) =>
            known[$"{name}.Arn"] = (string)(await EventsAsync("CreateConnection", properties))["ConnectionArn"]!,
        ["AWS::Events::ApiDestination"] = async (name, properties, known) =>
            known[$"{name}.Arn"] = (string)(await EventsAsync("CreateApiDestination", properties))["ApiDestinationArn"]!,
        ["AWS::Events::EventBusPolicy"] = (_, properties, _) => PutStatementAsync((string)properties["EventBusName"]!, WithSid(properties)),
        ["AWS::Scheduler::Schedule"] = async (_, properties, _) =>
        {
            var name = (string)properties["Name"]!;
            properties.Remove("Name");
            using var content = new StringContent(properties.ToJsonString());
            using var message = new HttpRequestMessage(HttpMethod.Post, $"/schedules/{name}") { Content = content };
            await aws.SendAsync("scheduler", region, message, Cancellation);
        },
        ["AWS::SNS::TopicPolicy"] = (_, properties, _) => QueryAsync(
            "sns", "2010-03-31", "SetTopicAttributes", ("TopicArn", (string)properties["Topics"]![0]!), ("AttributeName", "Policy"), ("AttributeValue", properties["PolicyDocument"]!.ToJsonString())),
        ["AWS::SNS::Subscription"] = (_, properties, _) => QueryAsync(
            "sns", "2010-03-31", "Subscribe", ("TopicArn", (string)properties["TopicArn"]!), ("Protocol", (string)properties["Protocol"]!), ("Endpoint", (string)properties["Endpoint"]!)),
        ["AWS::SQS::QueuePolicy"] = (_, properties, _) => aws.JsonAsync(
            "sqs",
            region,
            "AmazonSQS.SetQueueAttributes",
            new JsonObject { ["QueueUrl"] = (string)properties["Queues"]![0]!, ["Attributes"] = new JsonObject { ["Policy"] = properties["PolicyDocument"]!.ToJsonString() } },
            Cancellation),
        ["AWS::IAM::OIDCProvider"] = async (name, properties, known) =>
            known[$"{name}.Arn"] = (await QueryAsync("iam", "2010-05-08", "CreateOpenIDConnectProvider", ("Url", (string)properties["Url"]!), ("ClientIDList.member.1", (string)properties["ClientIdList"]![0]!)))
                .Descendants("OpenIDConnectProviderArn").Single().Value,
        ["AWS::CloudWatch::Alarm"] = (_, properties, _) => QueryAsync("monitoring", "2010-08-01", "PutMetricAlarm", [.. Flat(properties)]),
    };

    /// <summary>Deploys a template, and returns its outputs.</summary>
    public Task<IReadOnlyDictionary<string, string>> DeployAsync(string name, IReadOnlyDictionary<string, string> parameters) => DeployAsync(name, Template.Read(name), parameters);

    public async Task<IReadOnlyDictionary<string, string>> DeployAsync(string name, JsonObject template, IReadOnlyDictionary<string, string> parameters)
    {
        var evaluation = new Evaluation(template, parameters, Account, region);
        var resources = template["Resources"]!.AsObject();
        var lacking = Lacking;
        var others = Template.Resources(template).Where(resource => lacking.ContainsKey(resource.Type)).ToList();
        others.ForEach(other => resources.Remove(other.Name));
        others.RemoveAll(other => !evaluation.IsWanted(other.Resource));

        // First what needs nothing of the stack; then the stack, asked for what the rest needs; then the rest.
        await CreateAsync(lacking, others, resources, evaluation);
        var needed = others.SelectMany(other => evaluation.References(other.Resource["Properties"])).Where(reference => resources.ContainsKey(reference.Split('.')[0])).Distinct(StringComparer.Ordinal).ToList();
        var outputs = await StackAsync(template, needed, name, parameters, evaluation);
        await CreateAsync(lacking, others, [], evaluation);
        others.ShouldBeEmpty();
        await WriteInlinePoliciesAsync(template, evaluation);
        return outputs;
    }

    // A bus has one policy, and each resource adds a statement to it.
    private async Task PutStatementAsync(string bus, JsonObject statement)
    {
        var known = (string?)(await EventsAsync("DescribeEventBus", new JsonObject { ["Name"] = bus }))["Policy"];
        var statements = known is null ? [] : JsonNode.Parse(known)!["Statement"]!.AsArray();
        await EventsAsync(
            "PutPermission",
            new JsonObject
            {
                ["EventBusName"] = bus,
                ["Policy"] = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements.Select(other => other!.DeepClone()), statement]) }.ToJsonString(),
            });
    }

    // moto keeps a role's inline policies as no JSON; so they are put once more, through IAM's API.
    private async Task WriteInlinePoliciesAsync(JsonObject template, Evaluation evaluation)
    {
        foreach (var (_, _, role) in Template.Resources(template).Where(resource => resource.Type == "AWS::IAM::Role" && evaluation.IsWanted(resource.Resource)))
        {
            var properties = role["Properties"]!;
            foreach (var policy in properties["Policies"]?.AsArray() ?? [])
            {
                await QueryAsync(
                    "iam", "2010-05-08", "PutRolePolicy",
                    ("RoleName", (string)evaluation.Of(properties["RoleName"])!), ("PolicyName", (string)policy!["PolicyName"]!), ("PolicyDocument", evaluation.Of(policy["PolicyDocument"])!.ToJsonString()));
            }
        }
    }

    private static JsonObject WithSid(JsonObject properties)
    {
        var statement = properties["Statement"]!.DeepClone().AsObject();
        statement["Sid"] = (string)properties["StatementId"]!;
        return statement;
    }

    private static async Task CreateAsync(
        Dictionary<string, Func<string, JsonObject, Dictionary<string, string>, Task>> lacking,
        List<(string Name, string Type, JsonObject Resource)> others,
        JsonObject notYetThere,
        Evaluation evaluation)
    {
        var waiting = notYetThere.Select(resource => resource.Key).Concat(others.Select(other => other.Name)).ToHashSet(StringComparer.Ordinal);
        while (others.Find(other => !evaluation.References(other.Resource["Properties"]).Any(reference => waiting.Contains(reference.Split('.')[0]))) is { Name: not null } ready)
        {
            await lacking[ready.Type](ready.Name, evaluation.Of(ready.Resource["Properties"])!.AsObject(), evaluation.Known);
            waiting.Remove(ready.Name);
            others.Remove(ready);
        }
    }

    private async Task<Dictionary<string, string>> StackAsync(JsonObject template, List<string> needed, string name, IReadOnlyDictionary<string, string> parameters, Evaluation evaluation)
    {
        foreach (var (_, type, resource) in Template.Resources(template))
        {
            resource["Properties"] = Filled(resource["Properties"], evaluation.Known);
            if (type is "AWS::KMS::Key")
            {
                // moto expects the tags of KMS's own API there, and breaks.
                resource["Properties"]!.AsObject().Remove("Tags");
            }
        }

        var outputs = template["Outputs"]!.AsObject();
        foreach (var (place, reference) in needed.Index())
        {
            outputs[$"Needed{place}"] = new JsonObject { ["Value"] = reference.Contains('.', StringComparison.Ordinal)
                ? new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. reference.Split('.', 2).Select(part => JsonValue.Create(part))]) }
                : new JsonObject { ["Ref"] = reference } };
        }

        var given = parameters.Index().SelectMany(parameter => new[]
        {
            ($"Parameters.member.{parameter.Index + 1}.ParameterKey", parameter.Item.Key),
            ($"Parameters.member.{parameter.Index + 1}.ParameterValue", parameter.Item.Value),
        });
        await QueryAsync("cloudformation", "2010-05-15", "CreateStack", [("StackName", $"rootwatch-{name}"), ("TemplateBody", template.ToJsonString()), ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"), ("EnableTerminationProtection", "true"), .. given]);
        var stack = await QueryAsync("cloudformation", "2010-05-15", "DescribeStacks", ("StackName", $"rootwatch-{name}"));
        stack.Descendants("StackStatus").Single().Value.ShouldBe("CREATE_COMPLETE");
        var values = stack.Descendants("Outputs").Single().Elements().ToDictionary(output => output.Element("OutputKey")!.Value, output => output.Element("OutputValue")!.Value, StringComparer.Ordinal);
        foreach (var (place, reference) in needed.Index())
        {
            evaluation.Known[reference] = values[$"Needed{place}"];
        }

        return values;
    }

    // The stack knows nothing of what was created beside it, so it is told.
    private static JsonNode? Filled(JsonNode? node, Dictionary<string, string> known) =>
        node switch
        {
            JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray attribute && known.TryGetValue($"{attribute[0]}.{attribute[1]}", out var value) => value,
            JsonObject mapping => new JsonObject(mapping.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value, known)))),
            JsonArray list => new JsonArray([.. list.Select(item => Filled(item, known))]),
            _ => node?.DeepClone(),
        };

    // As the query protocol has lists and objects: Dimensions.member.1.Name and so on.
    private static IEnumerable<(string Name, string Value)> Flat(JsonNode node, string prefix = "") =>
        node switch
        {
            JsonObject mapping => mapping.SelectMany(member => Flat(member.Value!, prefix.Length == 0 ? member.Key : $"{prefix}.{member.Key}")),
            JsonArray list => list.Index().SelectMany(item => Flat(item.Item!, $"{prefix}.member.{(item.Index + 1).ToString(CultureInfo.InvariantCulture)}")),
            _ => [(prefix, node.GetValueKind() == JsonValueKind.String ? (string)node! : node.ToJsonString())],
        };

    private Task<JsonNode> EventsAsync(string operation, JsonObject request) => aws.JsonAsync("events", region, $"AWSEvents.{operation}", request, Cancellation);

    private Task<System.Xml.Linq.XElement> QueryAsync(string service, string version, string action, params (string Name, string Value)[] parameters) =>
        aws.QueryAsync(service, region, version, action, parameters, Cancellation);
}
