using System.Text.Json.Nodes;
using Amazon.Runtime;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at everything in turn.</summary>
/// <param name="aws">The hub's account.</param>
/// <param name="azure">Azure's side; null where nobody said which function app it is.</param>
/// <param name="bridge">The function.</param>
/// <param name="expected">What is to be there.</param>
internal sealed class Verifier(AwsApi aws, AzureSide? azure, RunningBridge bridge, Expected expected)
{
    /// <param name="spokeRole">The role to assume in each account of the organization; null to look at the hub's account alone.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<Check>> LookAsync(string? spokeRole, CancellationToken cancellationToken)
    {
        List<Check> checks = [.. await new AwsHub(aws, expected).LookAsync(cancellationToken)];
        List<string> accounts = [];
        checks.Add(await Looks.TryAsync("accounts", "organization", "Your credentials need sts:GetCallerIdentity, and with --spoke-role organizations:ListAccounts.", async () =>
        {
            var own = await OwnAccountAsync(cancellationToken);
            accounts.AddRange(spokeRole is null ? [own] : await AccountsAsync(cancellationToken));
            foreach (var account in accounts)
            {
                checks.AddRange(await SpokesAsync(account, own, spokeRole, cancellationToken));
            }

            return spokeRole is null
                ? Check.Skipped("accounts", "organization", $"only {own} was looked at: give --spoke-role for the others")
                : Check.Passed("accounts", "organization", $"{accounts.Count} accounts looked at");
        }));
        checks.AddRange(azure is null ? [Check.Skipped("function-app", "Azure", "not looked at: give --function")] : await azure.LookAsync(cancellationToken));
        checks.AddRange(await bridge.LookAsync(accounts, cancellationToken));
        return checks;
    }

    private async Task<IReadOnlyList<Check>> SpokesAsync(string account, string own, string? spokeRole, CancellationToken cancellationToken)
    {
        var partition = expected.HubRegion.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : "aws";
        var bus = $"arn:{partition}:events:{expected.HubRegion}:{own}:event-bus/rootwatch";
        if (account == own)
        {
            return await new AwsSpokes(aws, account, bus, expected).LookAsync(cancellationToken);
        }

        try
        {
            using var other = aws.As(await AssumeAsync($"arn:{partition}:iam::{account}:role/{spokeRole}", cancellationToken));
            return await new AwsSpokes(other, account, bus, expected).LookAsync(cancellationToken);
        }
        catch (AwsApiException failure)
        {
            return [Check.Failed("rules", account, $"the role {spokeRole} cannot be assumed: {failure.Message}", "Give a role that every account has and that trusts you, such as OrganizationAccountAccessRole.")];
        }
    }

    private async Task<string> OwnAccountAsync(CancellationToken cancellationToken) =>
        (await aws.QueryAsync("sts", expected.HubRegion, "2011-06-15", "GetCallerIdentity", [], cancellationToken)).Descendants("Account").Single().Value;

    private async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellationToken)
    {
        List<string> accounts = [];
        string? next = null;
        do
        {
            var page = await aws.JsonAsync("organizations", expected.HubRegion, "AWSOrganizationsV20161128.ListAccounts", next is null ? new JsonObject() : new JsonObject { ["NextToken"] = next }, cancellationToken);
            accounts.AddRange(page["Accounts"]!.AsArray().Where(account => (string?)account!["Status"] is "ACTIVE").Select(account => (string)account!["Id"]!));
            next = (string?)page["NextToken"];
        }
        while (next is not null);
        return accounts;
    }

    private async Task<SessionAWSCredentials> AssumeAsync(string role, CancellationToken cancellationToken)
    {
        var answer = await aws.QueryAsync("sts", expected.HubRegion, "2011-06-15", "AssumeRole", [("RoleArn", role), ("RoleSessionName", "rootwatch-verify")], cancellationToken);
        string Of(string name) => answer.Descendants(name).Single().Value;
        return new SessionAWSCredentials(Of("AccessKeyId"), Of("SecretAccessKey"), Of("SessionToken"));
    }
}
