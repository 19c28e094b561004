using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Aws;

/// <summary>Deploys, previews and deletes the stacks of one account, whatever state an earlier run left them in.</summary>
/// <param name="aws">The account.</param>
/// <param name="templates">The folder of the templates.</param>
/// <param name="say">Where it says what it does.</param>
/// <param name="wait">Waits.</param>
internal sealed class Stacks(AwsCli aws, string templates, Action<string> say, Func<TimeSpan, CancellationToken, Task> wait)
{
    private const int MostLooks = 180;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    public AwsCli Aws => aws;

    /// <summary>A stack; null where there is none.</summary>
    /// <exception cref="DeploymentException">AWS does not say.</exception>
    public async Task<Stack?> FindAsync(string region, string name, CancellationToken cancellationToken) =>
        await aws.FindAsync(region, SaysMissing, cancellationToken, "cloudformation", "describe-stacks", "--stack-name", name) is { } described ? Stack.Of(described["Stacks"]![0]!) : null;

    /// <exception cref="DeploymentException">AWS refused.</exception>
    public async Task DeployAsync(StackDeployment stack, CancellationToken cancellationToken)
    {
        say($"Deploying the stack {stack.Name} in {stack.Region} ({aws.Account})");
        await RepairAsync(stack, cancellationToken);
        await aws.TextAsync(stack.Region, Json(stack.Parameters), cancellationToken, [.. DeployArguments(stack)]);
        await aws.RunAsync(stack.Region, cancellationToken, "cloudformation", "update-termination-protection", "--stack-name", stack.Name, "--enable-termination-protection");
    }

    /// <summary>What deploying a stack would do, without doing it.</summary>
    /// <exception cref="DeploymentException">AWS refused.</exception>
    public async Task<IReadOnlyList<StackChange>> PreviewAsync(StackDeployment stack, CancellationToken cancellationToken)
    {
        var known = await FindAsync(stack.Region, stack.Name, cancellationToken);
        if (known is { MustBeDeleted: true } or { MustBeRolledBack: true } or { IsBusy: true })
        {
            say($"The stack {stack.Name} in {stack.Region} is {known.Status}: its changes can be seen once that is over.");
            return [];
        }

        var made = await aws.TextAsync(stack.Region, Json(stack.Parameters), cancellationToken, [.. DeployArguments(stack), "--no-execute-changeset"]);
        if (made.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.Contains(":changeSet/", StringComparison.Ordinal)) is not { } changeSet)
        {
            return [];
        }

        try
        {
            var described = await aws.RunAsync(stack.Region, cancellationToken, "cloudformation", "describe-change-set", "--change-set-name", changeSet);
            return [.. (described?["Changes"] as JsonArray ?? []).Select(change => Read(change!["ResourceChange"]!))];
        }
        finally
        {
            await aws.RunAsync(stack.Region, cancellationToken, "cloudformation", "delete-change-set", "--change-set-name", changeSet);
            if (known is null or { IsInReview: true })
            {
                // The change set of a new stack made an empty one.
                await aws.RunAsync(stack.Region, cancellationToken, "cloudformation", "delete-stack", "--stack-name", stack.Name);
            }
        }
    }

    /// <summary>Deletes a stack. False where there was none.</summary>
    /// <exception cref="DeploymentException">AWS refused.</exception>
    public async Task<bool> DeleteAsync(string region, string name, CancellationToken cancellationToken)
    {
        var stack = await SettleAsync(region, name, cancellationToken);
        if (stack is null)
        {
            return false;
        }

        say($"Deleting the stack {name} in {region} ({aws.Account})");
        await aws.RunAsync(region, cancellationToken, "cloudformation", "update-termination-protection", "--stack-name", name, "--no-enable-termination-protection");
        await DeleteAndWaitAsync(region, name, cancellationToken);
        return true;
    }

    private async Task RepairAsync(StackDeployment stack, CancellationToken cancellationToken)
    {
        var known = await SettleAsync(stack.Region, stack.Name, cancellationToken);
        if (known is { MustBeDeleted: true })
        {
            say($"It is {known.Status}, so it is deleted first");
            await DeleteAndWaitAsync(stack.Region, stack.Name, cancellationToken);
            known = null;
        }
        else if (known is { MustBeRolledBack: true })
        {
            say("Its last update could not be taken back, so that is done first");
            await aws.RunAsync(stack.Region, cancellationToken, "cloudformation", "continue-update-rollback", "--stack-name", stack.Name);
            await aws.RunAsync(stack.Region, cancellationToken, "cloudformation", "wait", "stack-rollback-complete", "--stack-name", stack.Name);
        }

        if (known is null or { IsInReview: true })
        {
            await new LeftQueues(aws, say, wait).ClearAsync(stack.Region, stack.Queues, cancellationToken);
        }
    }

    // Somebody else's deployment, or one of ours that was cut off, is still running.
    private async Task<Stack?> SettleAsync(string region, string name, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var stack = await FindAsync(region, name, cancellationToken);
            if (stack is not { IsBusy: true })
            {
                return stack;
            }

            say($"The stack {name} in {region} is {stack.Status}: waiting");
            await wait(BetweenLooks, cancellationToken);
        }

        throw new DeploymentException($"The stack {name} in {region} has been busy for half an hour. Look at its events in the console, then run this again.");
    }

    private async Task DeleteAndWaitAsync(string region, string name, CancellationToken cancellationToken)
    {
        await aws.RunAsync(region, cancellationToken, "cloudformation", "delete-stack", "--stack-name", name);
        await aws.RunAsync(region, cancellationToken, "cloudformation", "wait", "stack-delete-complete", "--stack-name", name);
    }

    private IEnumerable<string> DeployArguments(StackDeployment stack) =>
    [
        "cloudformation", "deploy", "--stack-name", stack.Name, "--template-file", Path.Combine(templates, stack.Template), "--capabilities", "CAPABILITY_NAMED_IAM",
        "--no-fail-on-empty-changeset", "--parameter-overrides", Programs.ProgramCall.InputFile, "--tags", "application=rootwatch", .. stack.Tags.Select(tag => $"{tag.Key}={tag.Value}"),
    ];

    private static bool SaysMissing(string error) => error.Contains("ValidationError", StringComparison.Ordinal) && error.Contains("does not exist", StringComparison.Ordinal);

    private static string Json(IReadOnlyDictionary<string, string> parameters) =>
        new JsonArray([.. parameters.Select(parameter => (JsonNode)$"{parameter.Key}={parameter.Value}")]).ToJsonString();

    private static StackChange Read(JsonNode change) =>
        new((string)change["Action"]!, (string)change["LogicalResourceId"]!, (string)change["ResourceType"]!, (string?)change["Replacement"] is "True");
}
