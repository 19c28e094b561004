using RootWatch.Bridge.Incidents;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Cli.Scan;

/// <summary>Takes events in order through the same ledger as the bridge, account by account.</summary>
internal sealed class Replay(DetectionPolicy policy, AccountProfiles profiles)
{
    private readonly Dictionary<string, AccountLedger> _accounts = new(StringComparer.Ordinal);

    public RecordedFinding Take(RootRecord record)
    {
        var known = _accounts.GetValueOrDefault(record.Account) ?? AccountLedger.With(profiles.Of(record.Account));
        (_accounts[record.Account], var recorded) = known.Record(record, arrived: null, policy);
        return recorded;
    }

    /// <summary>What the accounts' sessions have taught by then.</summary>
    public AccountProfiles ProfilesAt(DateTimeOffset at) =>
        new(profiles.ByAccount.SetItems(_accounts.Select(account => KeyValuePair.Create(account.Key, account.Value.History.State.ProfileAt(at)))));
}
