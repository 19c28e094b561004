using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Cli.Deploy.Aws;

/// <summary>The AWS CLI, always as one account's deployer.</summary>
/// <param name="runner">What runs it.</param>
/// <param name="account">The account that it must be.</param>
/// <param name="profile">
/// The profile; empty for the credentials of the environment. It is given with each command, for then it wins over keys
/// that happen to be exported; AWS_PROFILE would lose against them.
/// </param>
internal sealed class AwsCli(CommandRunner runner, string account, string profile)
{
    public string Account => account;

    /// <exception cref="DeploymentException">The command failed.</exception>
    public Task<JsonNode?> RunAsync(string region, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        runner.RunAsync(Call(region, arguments), cancellationToken);

    /// <summary>What a command writes that reads parameters, which may be secrets.</summary>
    /// <exception cref="DeploymentException">The command failed.</exception>
    public Task<string> TextAsync(string region, string input, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        runner.TextAsync(Call(region, arguments) with { Input = input }, cancellationToken);

    /// <summary>The answer about what may not be there; null where the error says so. Any other failure is one.</summary>
    /// <exception cref="DeploymentException">The command failed otherwise.</exception>
    public Task<JsonNode?> FindAsync(string region, Func<string, bool> saysMissing, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        runner.FindAsync(Call(region, arguments), saysMissing, cancellationToken);

    /// <summary>Looks whether the credentials belong to the account that the settings name, before anything is touched.</summary>
    /// <exception cref="DeploymentException">They belong to another account, or there are none.</exception>
    public async Task CheckAccountAsync(string region, string accountSetting, string profileSetting, CancellationToken cancellationToken)
    {
        var actual = (string?)(await RunAsync(region, cancellationToken, "sts", "get-caller-identity"))?[nameof(Account)];
        if (actual != account)
        {
            throw new DeploymentException(
                $"{(profile.Length > 0 ? $"The profile {profile}" : "The environment's AWS credentials")} belong to account {actual}, and {accountSetting} is {account}. Nothing was changed. Set {profileSetting} to a profile of {account}.");
        }
    }

    private ProgramCall Call(string region, IEnumerable<string> arguments) =>
        new("aws", [.. arguments, "--region", region, .. profile.Length == 0 ? (string[])[] : ["--profile", profile], "--output", "json"]);
}
