using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>
/// The keys of the function app. EventBridge gets one of the function ReceiveEvents, which opens nothing else; people and
/// this tool have the host key "operator", which opens every function that asks for a key.
/// </summary>
internal sealed class FunctionKeys(AzureCli azure, DeploymentSettings settings, string app, Action<string> say, Func<TimeSpan, CancellationToken, Task> wait)
{
    public const string Sender = "eventbridge";

    private const string Operator = "operator";
    private const string Receiver = "ReceiveEvents";
    private const int Attempts = 8;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(15);

    private string[] Where => ["--resource-group", settings.ResourceGroup, "--name", app];

    /// <summary>The key that EventBridge has or is to get: the newest one. It is made where there is none.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<FunctionKey> EventsKeyAsync(CancellationToken cancellationToken) =>
        await FindEventsKeyAsync(cancellationToken) ?? await CreateEventsKeyAsync(Sender, cancellationToken);

    /// <summary>The same, or null where there is none.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<FunctionKey?> FindEventsKeyAsync(CancellationToken cancellationToken) => await EventsKeysAsync(cancellationToken) is [.., var newest] ? newest : null;

    /// <summary>Makes one more, of that name or, where a key has it, of one that sorts after it: a key that is in use is never replaced.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<FunctionKey> CreateEventsKeyAsync(string wanted, CancellationToken cancellationToken)
    {
        var known = await EventsKeysAsync(cancellationToken);
        var name = wanted;
        for (var number = 2; known.Any(key => key.Name == name); number++)
        {
            name = $"{wanted}-{number}";
        }

        say($"Making the key {name} of the function {Receiver}");
        await azure.RunAsync(cancellationToken, ["functionapp", "function", "keys", "set", .. Where, "--function-name", Receiver, "--key-name", name]);
        return (await EventsKeysAsync(cancellationToken)).SingleOrDefault(key => key.Name == name)
            ?? throw new DeploymentException($"The Functions host does not show the key {name} that it made: run this again in a minute.");
    }

    /// <summary>The key of people and of this tool, made where there is none.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<string> OperatorKeyAsync(CancellationToken cancellationToken)
    {
        if ((await HostKeysAsync(cancellationToken)).TryGetValue(Operator, out var known))
        {
            return known;
        }

        say($"Making the host key {Operator}");
        await azure.RunAsync(cancellationToken, ["functionapp", "keys", "set", .. Where, "--key-type", "functionKeys", "--key-name", Operator]);
        return (await HostKeysAsync(cancellationToken)).GetValueOrDefault(Operator) ?? throw new DeploymentException($"The Functions host does not show the key {Operator} that it made: run this again in a minute.");
    }

    /// <summary>
    /// Deletes what EventBridge no longer needs: other keys of ReceiveEvents than the one that it holds, and host keys that
    /// earlier versions gave it, which open everything.
    /// </summary>
    /// <param name="held">The name of the key that EventBridge holds; null where it shows tokens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<int> RetireAsync(string? held, CancellationToken cancellationToken)
    {
        var keys = await EventsKeysAsync(cancellationToken);
        if (held is not null && keys.All(key => key.Name != held))
        {
            throw new DeploymentException($"EventBridge was given the key {held} of the function {Receiver}, and there is none of that name: run rootwatch deploy apply.");
        }

        var old = keys.Where(key => key.Name != held).ToList();
        foreach (var (name, _) in old)
        {
            say($"Deleting the key {name} of the function {Receiver}");
            await azure.RunAsync(cancellationToken, ["functionapp", "function", "keys", "delete", .. Where, "--function-name", Receiver, "--key-name", name]);
        }

        var tooWide = (await HostKeysAsync(cancellationToken)).Keys.Where(IsSender).ToList();
        foreach (var name in tooWide)
        {
            say($"Deleting the host key {name}, which opened every function");
            await azure.RunAsync(cancellationToken, ["functionapp", "keys", "delete", .. Where, "--key-type", "functionKeys", "--key-name", name]);
        }

        return old.Count + tooWide.Count;
    }

    // Names end with when they were made, so the newest sorts last. Versions of the CLI differ in whether the keys stand in "properties".
    private async Task<IReadOnlyList<FunctionKey>> EventsKeysAsync(CancellationToken cancellationToken)
    {
        var answer = await ListAsync(["functionapp", "function", "keys", "list", .. Where, "--function-name", Receiver], cancellationToken);
        return
        [
            .. (answer?["properties"] as JsonObject ?? answer as JsonObject ?? [])
                .Where(key => IsSender(key.Key) && key.Value is not null)
                .OrderBy(key => key.Key, StringComparer.Ordinal)
                .Select(key => new FunctionKey(key.Key, azure.Secrets.Add((string)key.Value!))),
        ];
    }

    private async Task<Dictionary<string, string>> HostKeysAsync(CancellationToken cancellationToken) =>
        ((await ListAsync(["functionapp", "keys", "list", .. Where], cancellationToken))?["functionKeys"] as JsonObject ?? [])
            .Where(key => key.Value is not null)
            .ToDictionary(key => key.Key, key => azure.Secrets.Add((string)key.Value!), StringComparer.Ordinal);

    // A function that was just published takes a while until its host answers.
    private async Task<JsonNode?> ListAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await azure.RunAsync(cancellationToken, command);
            }
            catch (DeploymentException failure) when (attempt < Attempts)
            {
                say($"The Functions host does not answer yet ({attempt} of {Attempts}): {failure.Message}");
                await wait(BetweenAttempts, cancellationToken);
            }
        }
    }

    private static bool IsSender(string name) => name == Sender || name.StartsWith($"{Sender}-", StringComparison.Ordinal);
}
