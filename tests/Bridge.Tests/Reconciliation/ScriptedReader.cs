using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Tests.Reconciliation;

/// <summary>An AWS whose accounts have the regions and records that a test gives them, and that answers as it says.</summary>
internal sealed class ScriptedReader : IAccountReader
{
    private readonly ConcurrentDictionary<(string Account, string Region), List<(LookupKey Key, string Value, DateTimeOffset At, string Json)>> _records = new();

    public IReadOnlyList<string>? Accounts { get; set; } = ["111122223333"];

    public IReadOnlyList<string> Regions { get; set; } = ["us-east-1", "eu-central-1"];

    public int PageSize { get; set; } = 50;

    /// <summary>Hears each question, and may throw instead of an answer.</summary>
    public Action<EventLookup> Asked { get; set; } = static _ => { };

    public Func<string, ReaderRefusal?> RefusesToEnter { get; set; } = static _ => null;

    public ConcurrentQueue<EventLookup> Lookups { get; } = new();

    /// <summary>Puts a record into the history.</summary>
    public string Add(string region, DateTimeOffset at, LookupKey key = LookupKey.Username, string value = "root", string sample = "root-create-access-key", string account = "111122223333", string? id = null)
    {
        var record = JsonNode.Parse(Sample.Envelope(sample))!["detail"]!;
        id ??= Guid.NewGuid().ToString();
        (record["eventID"], record["awsRegion"], record["eventTime"]) = (id, region, at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        record["userIdentity"]!["accountId"] = account;
        record["userIdentity"]!["arn"] = $"arn:aws:iam::{account}:root";
        record["recipientAccountId"] = account;
        _records.GetOrAdd((account, region), static _ => []).Add((key, value, at, record.ToJsonString()));
        return id;
    }

    /// <summary>The envelope in which EventBridge would bring a record.</summary>
    public string Json(string id) => _records.Values.SelectMany(static records => records).Select(static record => record.Json).Single(json => json.Contains(id, StringComparison.Ordinal));

    public Task<IReadOnlyList<string>?> AccountsAsync(CancellationToken cancellationToken) => Task.FromResult(Accounts);

    public Task<IReadOnlyList<string>> RegionsAsync(string account, CancellationToken cancellationToken) =>
        RefusesToEnter(account) is { } refusal ? throw new AccountReaderException(refusal, "the test says so") : Task.FromResult(Regions);

    public Task<EventPage> LookUpAsync(EventLookup lookup, CancellationToken cancellationToken)
    {
        Lookups.Enqueue(lookup);
        Asked(lookup);
        var all = _records.GetValueOrDefault((lookup.Account, lookup.Region), [])
            .Where(record => record.Key == lookup.Key && record.Value == lookup.Value && record.At >= lookup.From && record.At <= lookup.To)
            .OrderByDescending(record => record.At)
            .Select(record => record.Json)
            .ToList();
        var skip = lookup.NextToken is null ? 0 : int.Parse(lookup.NextToken, CultureInfo.InvariantCulture);
        return Task.FromResult(new EventPage([.. all.Skip(skip).Take(PageSize)], all.Count > skip + PageSize ? (skip + PageSize).ToString(CultureInfo.InvariantCulture) : null));
    }

    public Task<RootPosture> PostureAsync(string account, CancellationToken cancellationToken) => Task.FromResult(new RootPosture(HasAccessKeys: false, HasMfa: true, HasPassword: true, HasSigningCertificates: false));
}
