using RootWatch.Bridge.Heartbeat;
using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the spokes of every account, in every region that the account has enabled.</summary>
/// <param name="aws">The hub's account.</param>
/// <param name="expected">What is to be there.</param>
internal sealed class AwsSpokes(AwsApi aws, ExpectedDeployment expected)
{
    private readonly Organization _organization = new(aws, expected.HubRegion);
    private readonly List<Check> _checks = [];
    private readonly List<SpokeId> _spokes = [];
    private readonly string _partition = Partition.Of(expected.HubRegion);

    /// <summary>What was seen, in the order of accounts and regions.</summary>
    public IReadOnlyList<Check> Checks => _checks;

    /// <summary>The places that have a spoke, and so must be heard.</summary>
    public IReadOnlyList<SpokeId> Spokes => _spokes;

    /// <summary>The management account, where it could not be looked into; else null.</summary>
    public string? UnseenManagementAccount { get; private set; }

    public async Task LookAsync(ProgressBar progress, CancellationToken cancellationToken)
    {
        var accounts = await AwsLookup.TryAsync("accounts", "organization", "Your credentials need sts:GetCallerIdentity, and with --spoke-role organizations:ListAccounts.", () => AccountsAsync(progress, cancellationToken), cancellationToken);
        _checks.Add(accounts);
    }

    private async Task<Check> AccountsAsync(ProgressBar progress, CancellationToken cancellationToken)
    {
        var own = await _organization.OwnAccountAsync(cancellationToken);
        var accounts = await _organization.EnterAsync(expected.SpokeRole, expected.LeftOut, progress, cancellationToken);
        var management = await ManagementAsync(own, accounts, cancellationToken);
        var places = accounts.SelectMany(account => account.Regions, (account, region) => (Account: account, Place: new SpokeId(account.Id, region))).ToList();
        var bus = $"arn:{_partition}:events:{expected.HubRegion}:{own}:event-bus/rootwatch";
        var seen = await InParallel.ForEachAsync(
            places,
            (place, token) => place.Account.UseAsync(api => new AwsSpoke(api, place.Place, bus, expected).LookAsync(token)),
            progress.Begin("Looking at spokes", places.Count),
            cancellationToken);
        _spokes.AddRange(places.Zip(seen).Where(look => !look.Second.Any(check => check.Name == SpokeCheck.Name)).Select(look => look.First.Place));
        _checks.AddRange(seen.SelectMany(checks => checks));
        _checks.AddRange(await ReadersAsync(own, accounts, progress, cancellationToken));
        _checks.AddRange(accounts.SelectMany(account => account.LeftOut, (account, region) => SpokeCheck.LeftOut(new SpokeId(account.Id, region))));
        _checks.AddRange(accounts.Where(account => account.Problem is not null && account.Id != UnseenManagementAccount).Select(account =>
            Check.Failed(SpokeCheck.Name, account.Id, account.Problem!, "Give a role that every account has and that trusts you, such as OrganizationAccountAccessRole.")));
        if (UnseenManagementAccount is null)
        {
            _checks.Add(management);
        }

        return expected.SpokeRole is null
            ? Check.Skipped("accounts", "organization", $"only {own} was looked at: give --spoke-role for the others")
            : Check.Passed("accounts", "organization", $"{accounts.Count(account => account.Problem is null)} accounts looked at");
    }

    // The role belongs to an account and to no region.
    private async Task<IReadOnlyList<Check>> ReadersAsync(string own, IReadOnlyList<AwsAccount> accounts, ProgressBar progress, CancellationToken cancellationToken)
    {
        var region = Partition.GlobalRegionOf(expected.HubRegion);
        if (!await ReaderRole.IsWantedAsync(aws, region, _partition, cancellationToken))
        {
            return [Check.Skipped("reader", "organization", "AWS itself is not asked: docs/operations.md says how to")];
        }

        var entered = accounts.Where(account => account.Problem is null).ToList();
        return await InParallel.ForEachAsync(
            entered,
            (account, token) => account.UseAsync(api => new ReaderRole(api, region).LookAsync(account.Id, $"arn:{_partition}:iam::{own}:role/rootwatch-bridge", token)),
            progress.Begin("Looking at readers", entered.Count),
            cancellationToken);
    }

    // The role that lets in everywhere else is rarely in the management account, whose root matters most.
    private Task<Check> ManagementAsync(string own, IReadOnlyList<AwsAccount> accounts, CancellationToken cancellationToken) =>
        AwsLookup.TryAsync("management-account", "organization", "Your credentials need organizations:DescribeOrganization.", async () =>
        {
            var management = await _organization.ManagementAccountAsync(cancellationToken);
            if (management is null)
            {
                return Check.Skipped("management-account", own, "this account is in no organization");
            }

            if (accounts.Any(account => account.Id == management && account.Problem is null))
            {
                return Check.Passed("management-account", management, "was looked at");
            }

            UnseenManagementAccount = management;
            return Check.Skipped("management-account", management, "could not be looked into");
        }, cancellationToken);
}
