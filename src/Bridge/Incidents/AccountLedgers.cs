using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Incidents;

/// <summary>All accounts' ledgers, each begun with what is known of its account from before. Not safe to use from many threads at once.</summary>
public sealed class AccountLedgers(DetectionPolicy policy, AccountProfiles profiles)
{
    private readonly Dictionary<string, AccountLedger> _accounts = new(StringComparer.Ordinal);

    /// <summary>Adds a record to its account's ledger, and says which findings are news because of it.</summary>
    public RecordedFinding Record(RootRecord record, DateTimeOffset? arrived)
    {
        if (IssuedKey.Of(record, arrived) is var (account, issued))
        {
            var (learnt, learntNews) = Of(account).Learn(issued, arrived, policy);
            _accounts[account] = learnt.WithoutPending(learntNews);
        }

        (var ledger, var recorded) = Of(record.Account).Record(record, arrived, policy);

        // Nobody is told here, so nothing waits for a message.
        _accounts[record.Account] = ledger.WithoutPending(recorded.News);
        return recorded;
    }

    private AccountLedger Of(string account) => _accounts.GetValueOrDefault(account) ?? AccountLedger.With(profiles.Of(account));

    /// <summary>What the accounts' sessions have taught by then.</summary>
    public AccountProfiles ProfilesAt(DateTimeOffset at) =>
        new(profiles.ByAccount.SetItems(_accounts.Select(account => KeyValuePair.Create(account.Key, account.Value.History.State.ProfileAt(at)))));
}
