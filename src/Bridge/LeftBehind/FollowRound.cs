using System.Collections.Immutable;
using System.Text;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>What a round learns of an account's credentials. Its questions are asked by many threads.</summary>
internal sealed class FollowRound
{
    // In an account's document. More calls in half an hour are counted up to the last of them.
    private const int MostSeen = 2000;

    private readonly Lock _lock = new();
    private readonly string _account;
    private readonly DateTimeOffset _to;
    private readonly HashSet<string> _known;
    private readonly List<CountedCall> _seen;
    private readonly List<(HistoryQuery Inquiry, IReadOnlyList<int> For)> _inquiries = [];
    private ImmutableList<FollowedCredential> _credentials;

    /// <param name="account">The account's 12 digits.</param>
    /// <param name="regions">Its regions.</param>
    /// <param name="document">What is known.</param>
    /// <param name="version">The version of its entry; null where there is none.</param>
    /// <param name="followed">Which of its credentials are asked about.</param>
    /// <param name="to">Up to when, UTC.</param>
    public FollowRound(string account, IReadOnlyList<string> regions, FollowedCredentials document, string? version, Func<FollowedCredential, bool> followed, DateTimeOffset to)
    {
        (_account, _to, Version) = (account, to, version);
        _credentials = document.Credentials;
        _seen = [.. document.Seen];
        _known = document.Seen.Select(call => call.Id).ToHashSet(StringComparer.Ordinal);
        var asked = document.Credentials.Index().Where(credential => followed(credential.Item)).ToList();
        foreach (var region in regions)
        {
            foreach (var question in asked.SelectMany(credential => CredentialQuestions.Of(account, credential.Item.Item, region, regions).Select(question => (question.Key, question.Value, Credential: credential))).GroupBy(one => (one.Key, one.Value)))
            {
                var from = question.Min(one => one.Credential.Item.From(region));
                var lookup = new EventLookup(account, region, question.Key.Key, question.Key.Value, from, to);
                _inquiries.Add((new HistoryQuery(lookup, (records, _) => Take(region, records)), [.. question.Select(one => one.Credential.Index)]));
            }
        }
    }

    /// <summary>The version of the account's entry when the round began; null where there was none.</summary>
    public string? Version { get; }

    public IReadOnlyList<HistoryQuery> Inquiries => [.. _inquiries.Select(asked => asked.Inquiry)];

    /// <summary>What is known now. A region in which a question was not answered to its end is asked again from where it was.</summary>
    public FollowedCredentials End()
    {
        lock (_lock)
        {
            foreach (var (index, regions) in _inquiries.SelectMany(asked => asked.For.Select(index => (Index: index, asked.Inquiry))).GroupBy(one => one.Index, one => one.Inquiry).Select(one => (one.Key, one.GroupBy(inquiry => inquiry.Next.Region, StringComparer.Ordinal))))
            {
                var done = regions.Where(region => region.All(inquiry => inquiry.IsDone)).Select(region => KeyValuePair.Create(region.Key, _to));
                _credentials = _credentials.SetItem(index, _credentials[index] with { Asked = _credentials[index].Asked.SetItems(done) });
            }

            var seen = Remembered();
            return new FollowedCredentials { Credentials = _credentials, Seen = seen };
        }
    }

    private Task Take(string region, IReadOnlyList<string> records)
    {
        lock (_lock)
        {
            foreach (var json in records)
            {
                if (CredentialRecord.Read(Encoding.UTF8.GetBytes(json)) is { At: { } at } record && (record.Account is null || record.Account == _account))
                {
                    Take(record, at, region);
                }
            }
        }

        return Task.CompletedTask;
    }

    private void Take(CredentialRecord record, DateTimeOffset at, string region)
    {
        if (record.Change is { } change)
        {
            _credentials = _credentials.ConvertAll(one => change.Concerns(one.Item.Credential) ? one with { Item = one.Item.With(change.State, at, record.Caller) } : one);
        }

        var users = ActingCredentials.Of(_credentials, record, at);
        if (users.Count == 0)
        {
            return;
        }

        var id = CountedCall.IdOf(record.EventId);
        if (!_known.Add(id))
        {
            return;
        }

        _seen.Add(new CountedCall(id, at));
        foreach (var index in users.Where(index => IsNew(_credentials[index], at, region)))
        {
            _credentials = _credentials.SetItem(index, _credentials[index].With(record, at));
        }
    }

    private static bool IsNew(FollowedCredential credential, DateTimeOffset at, string region) =>
        at >= credential.From(region) && !(at <= credential.CountedUntil);

    /// <summary>The calls that may be brought again. Where they are too many, those before the last ones count as known for every credential that has calls.</summary>
    private ImmutableList<CountedCall> Remembered()
    {
        var again = _inquiries.Count == 0 ? _to - HistoryLimits.Overlap : _inquiries.SelectMany(asked => asked.For.Select(index => _credentials[index].From(asked.Inquiry.Next.Region))).Min();
        List<CountedCall> seen = [.. _seen.Where(call => call.At >= again).OrderBy(call => call.At)];
        if (seen.Count > MostSeen)
        {
            var until = seen[^(MostSeen + 1)].At;
            _credentials = _credentials.ConvertAll(one => one.Calls > 0 && !(one.CountedUntil >= until) ? one with { CountedUntil = until } : one);
            seen.RemoveRange(0, seen.Count - MostSeen);
        }

        return [.. seen];
    }
}
