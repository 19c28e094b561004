using System.Text;
using System.Text.Json.Nodes;
using RootWatch.Simulator.Aws;

namespace RootWatch.Simulator.Deployed;

/// <summary>
/// An event bus with its rules, targets, connections and secrets, all read back through the AWS API. moto_server
/// evaluates the rules' patterns, into a probe queue behind each; from there this delivers to API destinations and topics
/// what EventBridge would, and puts into the real dead-letter queue what it could not.
/// </summary>
public sealed class DeployedBus(AwsApi aws, string region, string bus, TimeProvider time)
{
    private const string ProbeId = "probe";
    private static readonly System.Text.Json.JsonDocumentOptions Deep = new() { MaxDepth = 1024 };
    private readonly Dictionary<string, string> _probes = new(StringComparer.Ordinal);

    public IReadOnlyList<DeployedRule> Rules { get; private set; } = [];

    /// <summary>Called when a retry has been scheduled; with a fake clock, the place to advance it by the wait.</summary>
    public Action<Attempt, TimeSpan>? RetryScheduled { get; init; }

    /// <summary>Reads the rules as they are now, and puts a probe behind each.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        List<DeployedRule> read = [];
        foreach (var rule in await ListAsync("ListRules", new JsonObject { ["EventBusName"] = bus }, "Rules", cancellationToken))
        {
            var name = (string)rule!["Name"]!;
            var targets = await ListAsync("ListTargetsByRule", new JsonObject { ["EventBusName"] = bus, ["Rule"] = name }, "Targets", cancellationToken);
            var probe = await SqsAsync("CreateQueue", new JsonObject { ["QueueName"] = $"probe-{bus}-{name}" }, cancellationToken);
            _probes[name] = (string)probe["QueueUrl"]!;
            read.Add(new DeployedRule(
                name,
                (string)rule["State"]!,
                JsonNode.Parse((string)rule["EventPattern"]!)!,
                [.. targets.Where(target => (string)target!["Id"]! != ProbeId).Select(target => Target(target!))]));
            await EventsAsync("PutTargets", new JsonObject { ["EventBusName"] = bus, ["Rule"] = name, ["Targets"] = new JsonArray(await ProbeAsync(name, cancellationToken)) }, cancellationToken);
        }

        Rules = read;
    }

    /// <summary>The events that the rule has matched since it was last asked, as JSON.</summary>
    public async Task<IReadOnlyList<string>> MatchedAsync(string rule, CancellationToken cancellationToken)
    {
        List<string> matched = [];
        while (true)
        {
            var batch = await SqsAsync("ReceiveMessage", new JsonObject { ["QueueUrl"] = _probes[rule], ["MaxNumberOfMessages"] = 10 }, cancellationToken);
            if (batch["Messages"] is not JsonArray { Count: > 0 } messages)
            {
                return matched;
            }

            foreach (var message in messages)
            {
                matched.Add((string)message!["Body"]!);
                await SqsAsync("DeleteMessage", new JsonObject { ["QueueUrl"] = _probes[rule], ["ReceiptHandle"] = (string)message["ReceiptHandle"]! }, cancellationToken);
            }
        }
    }

    /// <summary>Delivers to the API destinations and topics what their rules have matched.</summary>
    /// <param name="account">The account that the events came from, which moto does not keep.</param>
    /// <param name="from">Their region, likewise.</param>
    /// <param name="cancellationToken">Ends the deliveries.</param>
    public async Task<IReadOnlyList<DeliveryReport>> DeliverAsync(string account, string from, CancellationToken cancellationToken)
    {
        List<DeliveryReport> reports = [];
        foreach (var rule in Rules)
        {
            foreach (var matched in await MatchedAsync(rule.Name, cancellationToken))
            {
                var whole = Whole(JsonNode.Parse(matched, documentOptions: Deep)!.AsObject(), account, from);
                foreach (var target in rule.Targets.Where(target => target.Arn.Contains(":sns:", StringComparison.Ordinal)))
                {
                    await aws.QueryAsync("sns", region, "2010-03-31", "Publish", [("TopicArn", target.Arn), ("Message", target.Text?.Of(whole) ?? whole.ToJsonString())], cancellationToken);
                }

                var envelope = Encoding.UTF8.GetBytes(whole.ToJsonString());
                foreach (var target in rule.Targets.Where(target => target.Arn.Contains(":api-destination/", StringComparison.Ordinal)))
                {
                    reports.Add(await DeliverAsync(rule, target, envelope, cancellationToken));
                }
            }
        }

        return reports;
    }

    private async Task<DeliveryReport> DeliverAsync(DeployedRule rule, DeployedTarget target, byte[] envelope, CancellationToken cancellationToken)
    {
        var destination = await EventsAsync("DescribeApiDestination", new JsonObject { ["Name"] = target.Arn.Split('/')[1] }, cancellationToken);
        using var delivery = new ApiDestination(
            new Uri((string)destination["InvocationEndpoint"]!), await ConnectionAsync((string)destination["ConnectionArn"]!, cancellationToken), target.Retries, time, new Random(1))
        { RetryScheduled = RetryScheduled };
        var report = await delivery.DeliverAsync(envelope, cancellationToken);
        if (report.DeadLetter is { } dead && target.DeadLetterArn is { } queue)
        {
            var url = await SqsAsync("GetQueueUrl", new JsonObject { ["QueueName"] = queue.Split(':')[^1] }, cancellationToken);
            await SqsAsync(
                "SendMessage",
                new JsonObject
                {
                    ["QueueUrl"] = (string)url["QueueUrl"]!,
                    ["MessageBody"] = Encoding.UTF8.GetString(dead.Envelope.Span),
                    ["MessageAttributes"] = new JsonObject
                    {
                        ["RULE_ARN"] = Text($"arn:aws:events:{region}:{target.Arn.Split(':')[4]}:rule/{bus}/{rule.Name}"),
                        ["TARGET_ARN"] = Text(target.Arn),
                        ["ERROR_CODE"] = Text("SDK_CLIENT_ERROR"),
                        ["ERROR_MESSAGE"] = Text(dead.Reason),
                    },
                },
                cancellationToken);
        }

        return report;
    }

    private async Task<ApiDestinationConnection> ConnectionAsync(string arn, CancellationToken cancellationToken)
    {
        var connection = await EventsAsync("DescribeConnection", new JsonObject { ["Name"] = arn.Split('/')[1] }, cancellationToken);
        if ((string)connection["AuthorizationType"]! is not "API_KEY" and var type)
        {
            throw new NotSupportedException($"A connection of type {type} is not simulated.");
        }

        var secret = await aws.JsonAsync("secretsmanager", region, "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = (string)connection["SecretArn"]! }, cancellationToken);
        var key = JsonNode.Parse((string)secret["SecretString"]!)!;
        return new ApiDestinationConnection((string)key["api_key_name"]!, (string)key["api_key_value"]!);
    }

    // moto forwards from bus to bus without account, region and time; EventBridge keeps them.
    private JsonObject Whole(JsonObject matched, string account, string from)
    {
        var detail = matched["detail"]!;
        matched["account"] = (string?)detail["recipientAccountId"] ?? account;
        matched["region"] = (string?)detail["awsRegion"] ?? from;
        matched["time"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        return matched;
    }

    private static JsonObject Text(string value) => new() { ["DataType"] = "String", ["StringValue"] = value };

    private static DeployedTarget Target(JsonNode target) =>
        new(
            (string)target["Arn"]!,
            (string?)target["RoleArn"],
            new RetryPolicy
            {
                MaximumRetryAttempts = (int?)target["RetryPolicy"]?["MaximumRetryAttempts"] ?? 185,
                MaximumEventAge = TimeSpan.FromSeconds((int?)target["RetryPolicy"]?["MaximumEventAgeInSeconds"] ?? 86_400),
            },
            target["InputTransformer"] is { } transformer ? new TargetText(transformer["InputPathsMap"]!.AsObject(), (string)transformer["InputTemplate"]!) : null,
            (string?)target["DeadLetterConfig"]?["Arn"]);

    private async Task<JsonObject> ProbeAsync(string rule, CancellationToken cancellationToken)
    {
        var attributes = await SqsAsync("GetQueueAttributes", new JsonObject { ["QueueUrl"] = _probes[rule], ["AttributeNames"] = new JsonArray("QueueArn") }, cancellationToken);
        return new JsonObject
        {
            ["Id"] = ProbeId,
            ["Arn"] = (string)attributes["Attributes"]!["QueueArn"]!,
            // The whole event; one path, since moto takes long for each of its default ones.
            ["InputTransformer"] = new JsonObject { ["InputPathsMap"] = new JsonObject { ["id"] = "$.id" }, ["InputTemplate"] = "<aws.events.event.json>" },
        };
    }

    private async Task<JsonArray> ListAsync(string operation, JsonObject request, string list, CancellationToken cancellationToken) =>
        (await EventsAsync(operation, request, cancellationToken))[list]!.AsArray();

    private Task<JsonNode> EventsAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("events", region, $"AWSEvents.{operation}", request, cancellationToken);

    private Task<JsonNode> SqsAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("sqs", region, $"AmazonSQS.{operation}", request, cancellationToken);
}
