using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Enrichment;

/// <summary>What people call an account: as the settings say, else the policy, else a tag in AWS Organizations.</summary>
public sealed class AccountNames(IOptions<AccountOptions> options, DetectionPolicy policy, OrganizationTags tags)
{
    /// <summary>Null where nobody has named it, or Organizations does not answer soon enough. May hold text from outside.</summary>
    public async Task<string?> FindAsync(string account) =>
        (options.Value.Names.TryGetValue(account, out var name) && !Secret.IsUnresolved(name) ? name : null)
        ?? policy.Accounts.GetValueOrDefault(account)?.Name
        ?? await tags.FindAsync(account);
}
