using System.Text;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.Tests.LeftBehind;

/// <summary>What is learnt of the credentials that root left behind, wherever it is kept.</summary>
public abstract class CredentialFollowerContract
{
    private const string Account = "111122223333";
    private const string Key = "AKIAIOSFODNN7EXA7Q2E";
    private static readonly string[] Regions = ["us-east-1", "us-west-2", "eu-west-1"];

    private readonly FakeTimeProvider _time = new(TestData.Morning.AddMinutes(3));
    private readonly EventHistory _history = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract IIncidentStore Store { get; }

    [Fact]
    public async Task The_first_use_is_told_once_as_news_of_its_incident()
    {
        var incident = await LeaveInBadIncidentAsync("root-creates-user", "root-creates-key-of-user");
        var before = (await Process().Archive.FindAsync(incident, Cancellation))!.Document.Messages;
        _history.Add(Copies(Sample("key-runs-instances"), 14));
        _time.Advance(TimeSpan.FromHours(2));

        var due = await RoundAsync();
        var again = await RoundAsync();

        due.Select(delivery => delivery.Channel).ShouldBe(["sns", "teams"]);
        var notice = due[0].Message.ShouldBeOfType<Notice>();
        (notice.Kind, notice.Topic, notice.Severity, notice.Number, notice.Account).ShouldBe((NoticeKind.CredentialUsed, incident, Severity.Critical, before + 1, Account));
        notice.Title.ShouldBe("The access key that root created (AKIA…7Q2E, of user backdoor) was used from 203.0.113.77: ec2 RunInstances, 14 calls.");
        notice.Facts.ShouldContain(new Fact("Left behind", "1 access key, 1 user; 2 of 2 still usable"));
        again.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_used_makes_its_incident_Critical_in_the_list_and_on_the_page()
    {
        var incident = await LeaveInBadIncidentAsync("root-creates-user", "root-creates-key-of-user");
        _history.Add(Sample("key-runs-instances"));
        _time.Advance(TimeSpan.FromHours(2));
        await Process().Ledger.ReleaseAsync(Account, Cancellation);

        await RoundAsync();

        var file = (await Process().Archive.FindAsync(incident, Cancellation))!;
        (file.Incident.Assessment, file.Incident.Severity).ShouldBe((Assessment.Anomalous, Severity.Critical));
        (await Process().Archive.ListAsync(Account, Cancellation)).ShouldHaveSingleItem().Incident.Severity.ShouldBe(Severity.Critical);
        var use = file.LeftBehind.Single(one => one.Item.Credential.Id == Key).Uses.ShouldHaveSingleItem();
        (use.EventSource, use.EventName, use.SourceIp, use.Region, use.Calls).ShouldBe(("ec2.amazonaws.com", "RunInstances", "203.0.113.77", "us-west-2", 1));
        file.LeftBehind.Single(one => one.Item.Credential.Kind == LeftBehindKind.User).Calls.ShouldBe(0, "the key's calls are the key's");
        file.Deliveries.Count(delivery => delivery.Message is Notice { Kind: NoticeKind.CredentialUsed }).ShouldBe(2);
    }

    [Fact]
    public async Task Calls_are_counted_once_though_each_round_asks_for_some_of_them_again()
    {
        await LeaveInBadIncidentAsync("root-creates-user", "root-creates-key-of-user");
        _history.Add(Copies(Sample("key-runs-instances"), 5));
        _time.Advance(TimeSpan.FromMinutes(65));
        await RoundAsync();
        _history.Add(Copies(Sample("key-calls-denied"), 2));

        for (var round = 0; round < 3; round++)
        {
            await RoundAsync();
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        var key = await FollowedAsync(Key);
        key.Calls.ShouldBe(7);
        key.Uses.Select(use => (use.EventName, use.Failed, use.Calls)).ShouldBe([("RunInstances", false, 5), ("ListBuckets", true, 2)]);
    }

    [Fact]
    public async Task A_key_is_asked_about_in_every_region_and_its_end_in_the_one_that_IAM_records_in()
    {
        await LeaveInBadIncidentAsync("root-creates-key-of-user");

        await RoundAsync();

        _history.Asked.Select(lookup => (lookup.Region, lookup.Key, lookup.Value)).ShouldBe(
            [("us-east-1", LookupKey.AccessKeyId, Key), ("us-east-1", LookupKey.ResourceName, Key), ("us-west-2", LookupKey.AccessKeyId, Key), ("eu-west-1", LookupKey.AccessKeyId, Key)], ignoreOrder: true);
        _history.Asked.ShouldAllBe(lookup => lookup.From == TestData.Morning.AddSeconds(20) && lookup.To == _time.GetUtcNow());
    }

    [Fact]
    public async Task The_next_round_asks_from_where_the_last_one_ended_and_half_an_hour_before()
    {
        await LeaveInBadIncidentAsync("root-creates-key-of-user");
        _time.Advance(TimeSpan.FromHours(1));
        var first = _time.GetUtcNow();
        _history.Denied.Add("us-west-2");
        await RoundAsync();
        _history.Asked.Clear();
        _time.Advance(TimeSpan.FromHours(1));

        await RoundAsync();

        _history.Asked.ShouldAllBe(lookup => lookup.From == (lookup.Region == "us-west-2" ? TestData.Morning.AddSeconds(20) : first.AddMinutes(-30)));
    }

    [Fact]
    public async Task Who_deleted_it_is_known_and_then_nobody_asks_any_more()
    {
        var incident = await LeaveInBadIncidentAsync("root-creates-key-of-user");
        _history.Add(Sample("role-deactivates-key"), Sample("role-activates-key"), Sample("role-deletes-key"));
        _time.SetUtcNow(TestData.Morning.AddHours(3).AddMinutes(31));

        (await RoundAsync()).ShouldBeEmpty("nobody used it");
        _history.Asked.Clear();
        await RoundAsync();

        var item = (await FollowedAsync(Key)).Item;
        (item.State, item.Changed, item.ChangedBy).ShouldBe((CredentialState.Deleted, TestData.Morning.AddHours(3), "arn:aws:sts::111122223333:assumed-role/Ops/carol"));
        _history.Asked.ShouldBeEmpty();
        (await Process().Archive.FindAsync(incident, Cancellation))!.LeftBehind.ShouldHaveSingleItem().Item.State.ShouldBe(CredentialState.Deleted);
    }

    [Fact]
    public async Task It_is_followed_for_30_days()
    {
        await LeaveInBadIncidentAsync("root-creates-key-of-user");
        _time.Advance(TimeSpan.FromDays(30));
        await RoundAsync();
        _history.Asked.Clear();
        _time.Advance(TimeSpan.FromHours(1));

        await RoundAsync();

        _history.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_use_after_the_account_has_forgotten_the_incident_is_told_all_the_same()
    {
        var incident = await LeaveInBadIncidentAsync("root-creates-user", "root-creates-key-of-user");
        var before = (await Process().Archive.FindAsync(incident, Cancellation))!.Document.Messages;
        await RoundAsync();
        var entry = (await Store.FindAsync(Account, LedgerKeys.Account, Cancellation))!;
        await Store.TryWriteAsync(Account, [EntryChange.Delete(entry)], Cancellation);
        _history.Add(Sample("key-runs-instances"));
        _time.Advance(TimeSpan.FromHours(2));

        var due = await RoundAsync();

        due.Count.ShouldBe(2);
        due.ShouldAllBe(delivery => delivery.Message.Number == before + 1);
        var listed = (await Process().Archive.ListAsync(Account, Cancellation)).ShouldHaveSingleItem();
        (listed.Messages, listed.Incident.Severity).ShouldBe((before + 1, Severity.Critical));
        (await RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_processes_that_learn_the_same_one_tells_it()
    {
        await LeaveInBadIncidentAsync("root-creates-user", "root-creates-key-of-user");
        _history.Add(Copies(Sample("key-runs-instances"), 3));
        _time.Advance(TimeSpan.FromHours(2));
        var followers = Enumerable.Range(0, 8).Select(_ => Follower()).ToList();
        foreach (var follower in followers)
        {
            await _history.AnswerAsync(await follower.BeginAsync(Account, Regions, Cancellation), Cancellation);
        }

        var due = await Task.WhenAll(followers.Select(follower => Task.Run(() => follower.EndAsync(Account, Cancellation), Cancellation)));

        due.Where(deliveries => deliveries.Count > 0).ShouldHaveSingleItem().Count.ShouldBe(2);
        (await FollowedAsync(Key)).Calls.ShouldBe(3);
    }

    [Fact]
    public async Task A_use_that_was_told_does_not_keep_another_credentials_first_use_back()
    {
        await LeaveInBadIncidentAsync("root-creates-user", "root-creates-key-of-user", "root-creates-login-profile");
        _history.Add(Sample("key-runs-instances"));
        _time.Advance(TimeSpan.FromMinutes(59));
        await RoundAsync();
        _history.Add(Sample("user-signs-in"), Sample("user-fails-to-sign-in"));
        _time.Advance(TimeSpan.FromMinutes(20));

        var due = await RoundAsync();

        due[0].Message.ShouldBeOfType<Notice>().Title.ShouldBe("The password that root set for a user (backdoor) was used from 203.0.113.77: signin ConsoleLogin, 1 call.");
    }

    [Fact]
    public async Task What_an_ordinary_incident_left_behind_is_not_followed_before_somebody_says_not_us()
    {
        var incident = await LeaveAsync("root-creates-user");
        await RoundAsync();
        _history.Asked.ShouldBeEmpty();

        await Process().Ledger.AcknowledgeAsync(incident, Verdict.NotUs, "Jo", "nobody here", Cancellation);
        await RoundAsync();

        _history.Asked.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_us_is_not_followed()
    {
        var incident = await LeaveAsync("root-creates-user", "root-creates-own-key");
        await Process().Ledger.AcknowledgeAsync(incident, Verdict.Legitimate, "Jo", "break glass", Cancellation);
        _history.Add(Sample("key-runs-instances"));

        (await RoundAsync()).ShouldBeEmpty();

        _history.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_users_calls_a_services_role_and_a_failed_sign_in_are_no_use()
    {
        await LeaveAsync("root-creates-user", "root-creates-key-of-user", "root-creates-role", "root-creates-login-profile", "root-creates-own-key");
        _history.Add(Sample("alice-calls"), Sample("service-assumes-role"), Sample("user-fails-to-sign-in"), Sample("role-deletes-key-denied"));
        _time.Advance(TimeSpan.FromHours(4));

        (await RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_of_which_nothing_is_known_is_asked_nothing_and_nothing_is_written()
    {
        (await RoundAsync()).ShouldBeEmpty();

        (await Store.FindAsync(Account, LedgerKeys.Followed, Cancellation)).ShouldBeNull();
    }

    private static string Sample(string name) => Encoding.UTF8.GetString(RootWatch.Tests.Sample.Of($"left-behind/{name}"));

    private static IEnumerable<string> Copies(string json, int count)
    {
        var id = CredentialRecord.Read(Encoding.UTF8.GetBytes(json))!.EventId;
        return Enumerable.Range(0, count).Select(number => json.Replace(id, $"{id}{number}", StringComparison.Ordinal));
    }

    /// <summary>Of an incident that is Anomalous, yet not Critical.</summary>
    private async Task<string> LeaveInBadIncidentAsync(params string[] samples)
    {
        var incident = await LeaveAsync(samples);
        var exposed = Detector.Read(RootWatch.Tests.Sample.Record("root-open-security-group"))! with { SessionKey = "111122223333/2026-11-20T08:59:00Z", EventTime = TestData.Morning.AddMinutes(2) };
        var recorded = await Process().Ledger.RecordAsync(exposed, "{}", _time.GetUtcNow(), Cancellation);
        (recorded.IncidentId, recorded.Finding.Assessment, recorded.Finding.Severity).ShouldBe((incident, Assessment.Anomalous, Severity.High));
        return incident;
    }

    private async Task<string> LeaveAsync(params string[] samples)
    {
        var incident = string.Empty;
        foreach (var sample in samples)
        {
            var json = RootWatch.Tests.Sample.Of($"left-behind/{sample}");
            incident = (await Process().Ledger.RecordAsync(Detector.Read(json)!, Encoding.UTF8.GetString(json), _time.GetUtcNow(), Cancellation)).IncidentId;
        }

        return incident;
    }

    private async Task<IReadOnlyList<Delivery>> RoundAsync()
    {
        var follower = Follower();
        await _history.AnswerAsync(await follower.BeginAsync(Account, Regions, Cancellation), Cancellation);
        return await follower.EndAsync(Account, Cancellation);
    }

    private async Task<FollowedCredential> FollowedAsync(string id) =>
        Ledger.Read((await Store.FindAsync(Account, LedgerKeys.Followed, Cancellation)).ShouldNotBeNull().Content, LedgerJson.Default.FollowedCredentials).Credentials.Single(one => one.Item.Credential.Id == id);

    private CredentialFollower Follower() => new(Store, Process().Ledger, _time);

    private TestLedger Process() => new(Store, _time, "sns", "teams");
}
