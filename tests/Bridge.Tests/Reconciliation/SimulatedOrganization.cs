using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Simulator.History;

namespace RootWatch.Bridge.Tests.Reconciliation;

/// <summary>
/// An organization whose roots are used all day. EventBridge brings most of it; CloudTrail's event history has all of
/// it, some minutes later. Requests take simulated time, which passes while the bridge waits; what falls due meanwhile is
/// brought.
/// </summary>
internal sealed class SimulatedOrganization : IAccountReader
{
    public const int Accounts = 500;

    // 32 requests are under way at once, and each takes a tenth of a second.
    private static readonly TimeSpan PerRequest = TimeSpan.FromSeconds(0.1) / 32;

    private static readonly string[] AllRegions =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1",
        "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    private readonly FakeTimeProvider _time;
    private readonly EventHistory _history = new();
    private readonly Random _random = new(20);
    private readonly Queue<RootUse> _toBring;
    private readonly Dictionary<(string, string), DateTimeOffset> _lastAsked = [];
    private int _untimed;
    private Func<RootUse, Task> _bringAsync = static _ => Task.CompletedTask;

    public SimulatedOrganization(FakeTimeProvider time, int usesPerAccount)
    {
        _time = time;
        Uses = [.. Enumerable.Range(0, Accounts).SelectMany(account => Enumerable.Range(0, usesPerAccount).Select(use => Use(AccountOf(account), use))).OrderBy(use => use.At)];
        foreach (var use in Uses)
        {
            _history.Add(use.Account, use.Region, use.Json, use.Appears);
        }

        _toBring = new Queue<RootUse>(Uses.Where(use => !use.IsLost));
    }

    /// <summary>The regions without a spoke.</summary>
    public static IReadOnlyList<string> Unwatched { get; } = ["ap-northeast-3", "eu-north-1", "us-west-1"];

    /// <summary>Accounts that do not let the bridge in; nothing of theirs is lost.</summary>
    public static IReadOnlyList<string> Closed { get; } = [AccountOf(17), AccountOf(321)];

    /// <summary>Accounts whose history may not be read for two hours.</summary>
    public static IReadOnlyList<string> Denied { get; } = [AccountOf(5), AccountOf(250), AccountOf(499)];

    public IReadOnlyList<RootUse> Uses { get; }

    public EventHistory History => _history;

    public static DateTimeOffset DeniedFrom => TestData.Morning.AddHours(6);

    public static DateTimeOffset DeniedTo => TestData.Morning.AddHours(8);

    /// <summary>The shortest time between two requests of the bridge's to one account and region.</summary>
    public TimeSpan ShortestPause { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Requests of others to the same accounts, which use up what AWS allows.</summary>
    public int RequestsOfOthers { get; private set; }

    public void BringTo(Ledger ledger, DeliveryLedger deliveries, Notifier notifier) =>
        _bringAsync = async use =>
        {
            var recorded = await ledger.RecordAsync(Detector.Read(Encoding.UTF8.GetBytes(use.Json))!, use.Json, _time.GetUtcNow(), CancellationToken.None);
            await notifier.SendAsync(deliveries, recorded.Deliveries, new AnswerDeadline(_time));
        };

    /// <summary>Brings what EventBridge would have brought by now.</summary>
    public async Task BringAsync()
    {
        while (_toBring.TryPeek(out var next) && next.At <= _time.GetUtcNow())
        {
            await _bringAsync(_toBring.Dequeue());
        }
    }

    /// <summary>Lets pass the time that the requests since the last time took, or a longer one.</summary>
    public Task PassAsync(TimeSpan atLeast)
    {
        var taken = PerRequest * Interlocked.Exchange(ref _untimed, 0);
        _time.Advance(taken > atLeast ? taken : atLeast);
        return BringAsync();
    }

    public Task<IReadOnlyList<string>?> AccountsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>?>([.. Enumerable.Range(0, Accounts).Select(AccountOf)]);

    public Task<IReadOnlyList<string>> RegionsAsync(string account, CancellationToken cancellationToken) =>
        Closed.Contains(account) ? throw new AccountReaderException(ReaderRefusal.RoleMissing, "there is no role") : Task.FromResult<IReadOnlyList<string>>(AllRegions);

    public Task<EventPage> LookUpAsync(EventLookup lookup, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _untimed);
        var now = _time.GetUtcNow();
        Note(lookup, now);
        if (Denied.Contains(lookup.Account) && now >= DeniedFrom && now < DeniedTo)
        {
            throw new AccountReaderException(ReaderRefusal.Denied, "a policy forbids it");
        }

        // Somebody else asks the same account and region twice in this second.
        if (IsOneIn(200))
        {
            RequestsOfOthers += 2;
            _history.LookUp(lookup.Account, lookup.Region, "EventName", "ConsoleLogin", now, now, nextToken: null, now);
            _history.LookUp(lookup.Account, lookup.Region, "EventName", "ConsoleLogin", now, now, nextToken: null, now);
        }

        var answer = _history.LookUp(lookup.Account, lookup.Region, lookup.Key.ToString(), lookup.Value, lookup.From, lookup.To, lookup.NextToken, now);
        return answer.Outcome switch
        {
            HistoryOutcome.Answered => Task.FromResult(new EventPage([.. answer.Events.Select(found => found.Record)], answer.NextToken)),
            HistoryOutcome.Throttled => throw new AccountReaderException(ReaderRefusal.Throttled, "too many requests"),
            _ => throw new InvalidOperationException(answer.Outcome.ToString()),
        };
    }

    public Task<RootPosture> PostureAsync(string account, CancellationToken cancellationToken) => Task.FromResult(new RootPosture(HasAccessKeys: false, HasMfa: true, HasPassword: true, HasSigningCertificates: false));

    private static string AccountOf(int number) => (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private void Note(EventLookup lookup, DateTimeOffset now)
    {
        lock (_lastAsked)
        {
            if (_lastAsked.TryGetValue((lookup.Account, lookup.Region), out var last) && now - last < ShortestPause)
            {
                ShortestPause = now - last;
            }

            _lastAsked[(lookup.Account, lookup.Region)] = now;
        }
    }

    private bool IsOneIn(int many)
    {
        lock (_random)
        {
            return _random.Next(many) == 0;
        }
    }

    // Each in a session of its own, so that each is told by itself.
    private RootUse Use(string account, int number)
    {
        var at = TestData.Morning.AddSeconds(_random.Next(24 * 60 * 60));
        var region = AllRegions[_random.Next(AllRegions.Length)];
        var record = JsonNode.Parse(Sample.Envelope("root-create-access-key"))!["detail"]!;
        var id = $"{account}-{number}";
        (record["eventID"], record["awsRegion"], record["eventTime"], record["recipientAccountId"]) = (id, region, Utc(at), account);
        var identity = record["userIdentity"]!;
        (identity["accountId"], identity["arn"], identity["principalId"]) = (account, $"arn:aws:iam::{account}:root", account);
        identity["sessionContext"] = new JsonObject { ["attributes"] = new JsonObject { ["creationDate"] = Utc(at.AddSeconds(-1)), ["mfaAuthenticated"] = "true" } };
        var isLost = !Closed.Contains(account) && (Unwatched.Contains(region) || _random.Next(100) == 0);
        return new RootUse(account, region, id, at, at.AddSeconds(60 + _random.Next(14 * 60)), record.ToJsonString(), isLost);
    }

    private static string Utc(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
