using System.Text.Json.Nodes;
using Amazon.Runtime;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Aws;

/// <summary>The hub's account, and the other accounts of its organization.</summary>
/// <param name="aws">The hub's account.</param>
/// <param name="hubRegion">The hub's region.</param>
internal sealed class Organization(AwsApi aws, string hubRegion)
{
    /// <exception cref="AwsApiException">AWS refused, or cannot be reached.</exception>
    public async Task<string> OwnAccountAsync(CancellationToken cancellationToken) =>
        (await aws.QueryAsync("sts", hubRegion, "2011-06-15", "GetCallerIdentity", [], cancellationToken)).Descendants("Account").Single().Value;

    /// <summary>The management account; null where this account is in no organization.</summary>
    /// <exception cref="AwsApiException">AWS refused, or cannot be reached.</exception>
    public async Task<string?> ManagementAccountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (string)(await CallAsync("DescribeOrganization", [], cancellationToken))["Organization"]!["MasterAccountId"]!;
        }
        catch (AwsApiException failure) when (failure.Code is "AWSOrganizationsNotInUseException")
        {
            return null;
        }
    }

    /// <summary>
    /// Enters the hub's account, and with a role every account of the organization, and asks each for its regions.
    /// An account that does not let us in says why.
    /// </summary>
    /// <param name="role">The role to assume in the others; null for the hub's account alone.</param>
    /// <param name="leftOut">Regions that are left out on purpose.</param>
    /// <param name="progress">Where it shows how far it has come.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AwsApiException">The accounts cannot be listed.</exception>
    public async Task<IReadOnlyList<AwsAccount>> EnterAsync(string? role, IReadOnlyCollection<string> leftOut, ProgressBar progress, CancellationToken cancellationToken)
    {
        var own = await OwnAccountAsync(cancellationToken);
        var accounts = role is null ? [own] : await AccountsAsync(cancellationToken);
        return await InParallel.ForEachAsync(
            accounts, (account, token) => EnterAsync(account, account == own ? null : role, leftOut, token), progress.Begin("Entering accounts", accounts.Count), cancellationToken);
    }

    /// <summary>Credentials of a role.</summary>
    /// <exception cref="AwsApiException">The role cannot be assumed.</exception>
    public async Task<AWSCredentials> AssumeAsync(string account, string role, CancellationToken cancellationToken)
    {
        var answer = await aws.QueryAsync(
            "sts", hubRegion, "2011-06-15", "AssumeRole", [("RoleArn", $"arn:{Partition.Of(hubRegion)}:iam::{account}:role/{role}"), ("RoleSessionName", "rootwatch")], cancellationToken);
        string Of(string name) => answer.Descendants(name).Single().Value;
        return new SessionAWSCredentials(Of("AccessKeyId"), Of("SecretAccessKey"), Of("SessionToken"));
    }

    private async Task<AwsAccount> EnterAsync(string account, string? role, IReadOnlyCollection<string> leftOut, CancellationToken cancellationToken)
    {
        try
        {
            return await Throttling.RetryAsync(
                async () =>
                {
                    var credentials = role is null ? null : await AssumeAsync(account, role, cancellationToken);
                    var regions = await new AwsAccount(aws, credentials) { Id = account }.UseAsync(api => EnabledRegionsAsync(api, cancellationToken));
                    return new AwsAccount(aws, credentials)
                    {
                        Id = account,
                        Regions = [.. regions.Where(region => !leftOut.Contains(region, StringComparer.Ordinal))],
                        LeftOut = [.. regions.Where(region => leftOut.Contains(region, StringComparer.Ordinal))],
                    };
                },
                TimeProvider.System,
                cancellationToken);
        }
        catch (AwsApiException failure)
        {
            var problem = role is null ? $"its regions cannot be listed: {failure.Message}" : $"the role {role} cannot be assumed, or may not list regions: {failure.Message}";
            return new AwsAccount(aws, credentials: null) { Id = account, Problem = problem };
        }
    }

    // Asked where every account can be asked: the hub's region may be one that an account has not enabled.
    private async Task<IReadOnlyList<string>> EnabledRegionsAsync(AwsApi account, CancellationToken cancellationToken) =>
    [
        .. (await account.QueryAsync("ec2", Partition.GlobalRegionOf(hubRegion), "2016-11-15", "DescribeRegions", [], cancellationToken))
            .Descendants("item")
            .Where(region => region.Element("optInStatus")?.Value is not "not-opted-in")
            .Select(region => region.Element("regionName")!.Value)
            .Where(region => Partition.Of(region) == Partition.Of(hubRegion))
            .Order(StringComparer.Ordinal),
    ];

    private async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellationToken)
    {
        List<string> accounts = [];
        string? next = null;
        do
        {
            var page = await CallAsync("ListAccounts", next is null ? [] : new JsonObject { ["NextToken"] = next }, cancellationToken);
            accounts.AddRange(page["Accounts"]!.AsArray().Where(IsActive).Select(account => (string)account!["Id"]!));
            next = (string?)page["NextToken"];
        }
        while (next is not null);
        return accounts;
    }

    // AWS replaces Status by State, which tells more of an account that is not active.
    private static bool IsActive(JsonNode? account) => ((string?)account!["State"] ?? (string?)account["Status"]) is "ACTIVE";

    private Task<JsonNode> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("organizations", hubRegion, $"AWSOrganizationsV20161128.{operation}", request, cancellationToken);
}
