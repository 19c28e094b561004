using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>AWS behind its CLI: stacks and queues of two accounts, entered by a profile or by the environment's keys.</summary>
internal sealed class StandInAws
{
    public const string HubAccount = "111122223333";
    public const string ManagementAccount = "444455556666";

    public const string Exported = "";

    /// <summary>The account of each profile; the empty one stands for keys that are exported.</summary>
    public Dictionary<string, string> Profiles { get; } = new(StringComparer.Ordinal) { [Exported] = "999988887777", ["security"] = HubAccount, ["management"] = ManagementAccount };

    public IReadOnlyList<string> Regions { get; set; } = ["us-east-1", "eu-central-1", "eu-west-1"];

    public Dictionary<(string Account, string Region, string Name), StandInStack> Stacks { get; } = [];

    /// <summary>Queues, and how many messages each holds.</summary>
    public Dictionary<(string Account, string Region, string Name), int> Queues { get; } = [];

    /// <summary>Change sets that were neither executed nor deleted.</summary>
    public HashSet<string> ChangeSets { get; } = new(StringComparer.Ordinal);

    public StandInStack? Hub => Stacks.GetValueOrDefault((HubAccount, "eu-central-1", "rootwatch-hub"));

    public ProgramResult Answer(ProgramCall call)
    {
        var arguments = new Arguments(call.Arguments);
        var account = Profiles.GetValueOrDefault(arguments.Find("--profile") ?? Exported) ?? throw new Refusal("The config profile could not be found", 255);
        var region = arguments.Find("--region") ?? "us-east-1";
        string Stack() => arguments["--stack-name"];
        var answer = arguments.Command switch
        {
            "sts get-caller-identity" => new JsonObject { ["Account"] = account },
            "ec2 describe-regions" => new JsonObject { [nameof(Regions)] = new JsonArray([.. Regions.Select(name => (JsonNode)new JsonObject { ["RegionName"] = name, ["OptInStatus"] = "opt-in-not-required" }), new JsonObject { ["RegionName"] = "ap-east-1", ["OptInStatus"] = "not-opted-in" }]) },
            "cloudformation describe-stacks" => new JsonObject { [nameof(Stacks)] = new JsonArray(Known(account, region, Stack()).Describe()) },
            "cloudformation deploy" => Deploy(account, region, arguments, call.Input!),
            "cloudformation describe-change-set" => new JsonObject { ["Changes"] = new JsonArray(new JsonObject { ["ResourceChange"] = new JsonObject { ["Action"] = "Modify", ["LogicalResourceId"] = "Bus", ["ResourceType"] = "AWS::Events::EventBus", ["Replacement"] = "True" } }) },
            "cloudformation delete-change-set" => Do(() => ChangeSets.Remove(arguments["--change-set-name"]).ShouldBeTrue()),
            "cloudformation update-termination-protection" => Do(() => Known(account, region, Stack()).IsProtected = arguments.Has("--enable-termination-protection")),
            "cloudformation delete-stack" => Do(() => Delete(account, region, Stack())),
            "cloudformation wait stack-delete-complete" => null,
            "cloudformation continue-update-rollback" => Do(() => Known(account, region, Stack()).Status = "UPDATE_ROLLBACK_COMPLETE"),
            "cloudformation wait stack-rollback-complete" => null,
            "sqs list-queues" => ListQueues(account, region, arguments["--queue-name-prefix"]),
            "sqs delete-queue" => Do(() => Queues.Remove(Queue(arguments["--queue-url"]))),
            "sqs get-queue-attributes" => new JsonObject { ["Attributes"] = new JsonObject { ["ApproximateNumberOfMessages"] = $"{Queues[Queue(arguments["--queue-url"])]}", ["ApproximateNumberOfMessagesNotVisible"] = "0" } },
            _ => throw new InvalidOperationException(call.ToString()),
        };
        return new ProgramResult(0, answer is JsonValue text ? (string?)text ?? string.Empty : answer?.ToJsonString() ?? string.Empty, string.Empty);
    }

    private StandInStack Known(string account, string region, string name) =>
        Stacks.GetValueOrDefault((account, region, name)) ?? throw new Refusal($"An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id {name} does not exist", 254);

    private JsonValue? Deploy(string account, string region, Arguments arguments, string input)
    {
        var name = arguments["--stack-name"];
        File.Exists(arguments["--template-file"]).ShouldBeTrue();
        var stack = Stacks.GetValueOrDefault((account, region, name));
        if (stack is { Status: "ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_FAILED" } or { Status: "UPDATE_IN_PROGRESS" })
        {
            throw new Refusal($"An error occurred (ValidationError) when calling the CreateChangeSet operation: Stack:{name} is in {stack.Status} state and can not be updated.", 254);
        }

        if (arguments.Has("--no-execute-changeset"))
        {
            Stacks.TryAdd((account, region, name), new StandInStack { Status = "REVIEW_IN_PROGRESS" });
            var changeSet = $"arn:aws:cloudformation:{region}:{account}:changeSet/awscli-cloudformation-package-deploy-1/{name}";
            ChangeSets.Add(changeSet);
            return JsonValue.Create($"Changeset created successfully. Run the following command to review changes:\naws cloudformation describe-change-set --change-set-name {changeSet}\n");
        }

        var isNew = stack is null or { Status: "REVIEW_IN_PROGRESS" };
        stack ??= new StandInStack { Status = "CREATE_COMPLETE" };
        foreach (var parameter in JsonNode.Parse(input)!.AsArray().Select(text => ((string)text!).Split('=', 2)))
        {
            stack.Parameters[parameter[0]] = parameter[1];
        }

        stack.Tags = arguments.All("--tags").Select(tag => tag.Split('=', 2)).ToDictionary(tag => tag[0], tag => tag[1], StringComparer.Ordinal);
        Make(account, region, name, stack, isNew);
        stack.Status = isNew ? "CREATE_COMPLETE" : "UPDATE_COMPLETE";
        Stacks[(account, region, name)] = stack;
        return null;
    }

    private void Make(string account, string region, string name, StandInStack stack, bool isNew)
    {
        string[] queues = name switch
        {
            "rootwatch-hub" => ["rootwatch-dead-letters", "rootwatch-tampering-dead-letters"],
            "rootwatch-spoke" => ["rootwatch-undelivered"],
            "rootwatch-direct-alarm" => ["rootwatch-direct-dead-letters"],
            _ => [],
        };
        if (isNew && queues.Any(queue => Queues.ContainsKey((account, region, queue))))
        {
            throw new Refusal($"Failed to create the stack {name}: a queue of that name already exists", 255);
        }

        foreach (var queue in queues)
        {
            Queues.TryAdd((account, region, queue), 0);
        }

        if (name is "rootwatch-hub")
        {
            stack.Outputs["TopicArn"] = $"arn:aws:sns:{region}:{account}:rootwatch-alerts";
            stack.Outputs["BridgeRoleArn"] = $"arn:aws:iam::{account}:role/rootwatch-bridge";
        }
    }

    // The queues stay, as the templates say.
    private void Delete(string account, string region, string name)
    {
        if (Stacks.GetValueOrDefault((account, region, name)) is { IsProtected: true })
        {
            throw new Refusal($"An error occurred (ValidationError) when calling the DeleteStack operation: Stack [{name}] cannot be deleted while TerminationProtection is enabled", 254);
        }

        Stacks.Remove((account, region, name));
    }

    private JsonObject? ListQueues(string account, string region, string prefix)
    {
        var found = Queues.Keys.Where(queue => queue.Account == account && queue.Region == region && queue.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return found.Count == 0 ? null : new JsonObject { ["QueueUrls"] = new JsonArray([.. found.Select(queue => (JsonNode)$"https://sqs.{queue.Region}.amazonaws.com/{queue.Account}/{queue.Name}")]) };
    }

    private static (string Account, string Region, string Name) Queue(string url)
    {
        var address = new Uri(url);
        return (address.Segments[1].TrimEnd('/'), address.Host.Split('.')[1], address.Segments[2]);
    }

    private static JsonNode? Do(Action act)
    {
        act();
        return null;
    }
}
