using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Reconciliation;

public sealed class ReconcilerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(TestData.Morning);
    private readonly InMemoryIncidentStore _store;
    private readonly ScriptedReader _aws = new();
    private readonly AskingBridge _bridge;

    public ReconcilerTests()
    {
        _store = new InMemoryIncidentStore(_time);
        _bridge = Bridge();
    }

    [Fact]
    public async Task A_root_event_that_EventBridge_did_not_bring_is_told_once_and_says_so()
    {
        var id = _aws.Add("eu-central-1", TestData.Morning.AddMinutes(-20));

        await _bridge.RunAsync();
        await NextRoundAsync();

        var alert = _bridge.Channel.Alerts.ShouldHaveSingleItem();
        alert.Finding.Record.EventId.ShouldBe(id);
        alert.Finding.Record.FoundInHistory.ShouldNotBeNull().HasSpoke.ShouldBeFalse();
        (await _bridge.RegionAsync("eu-central-1")).Found.ShouldBe(1);
        (await _bridge.RegionAsync("us-east-1")).Found.ShouldBe(0);
    }

    [Fact]
    public async Task What_EventBridge_has_brought_is_not_found_again()
    {
        var id = _aws.Add("eu-central-1", TestData.Morning.AddMinutes(-20));
        await BringAsync(id);

        await _bridge.RunAsync();

        _bridge.Channel.Alerts.ShouldBeEmpty("the test took the first delivery itself");
        (await _bridge.RegionAsync("eu-central-1")).Found.ShouldBe(0);
    }

    [Fact]
    public async Task What_EventBridge_brings_later_is_a_repeat()
    {
        var id = _aws.Add("eu-central-1", TestData.Morning.AddMinutes(-20));
        await _bridge.RunAsync();

        _time.Advance(TimeSpan.FromMinutes(3));
        var again = await BringAsync(id);

        again.Deliveries.ShouldAllBe(delivery => !delivery.IsOpen);
        _bridge.Channel.Alerts.ShouldHaveSingleItem();
        var account = await _bridge.Get<Ledger>().AccountAsync("111122223333", TestContext.Current.CancellationToken);
        account.Incidents.Single().Known.Single().Finding.Record.FoundInHistory.ShouldNotBeNull().Brought.ShouldBe(_time.GetUtcNow());
        (await BringAsync(id)).Finding.Record.FoundInHistory!.Brought.ShouldBe(_time.GetUtcNow());
    }

    [Theory]
    [InlineData("silent-iam-user-login")]
    [InlineData("silent-federated-by-iam-user")]
    [InlineData("silent-aws-account")]
    public async Task What_does_not_concern_root_is_passed_over(string sample)
    {
        _aws.Add("us-east-1", TestData.Morning.AddMinutes(-20), LookupKey.EventName, "ConsoleLogin", sample);

        await _bridge.RunAsync();

        _bridge.Channel.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_enabled_region_is_asked_by_roots_name_and_for_what_does_not_carry_it()
    {
        await _bridge.RunAsync();

        _aws.Lookups.Select(lookup => $"{lookup.Region} {lookup.Key} {lookup.Value}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "eu-central-1 EventName AssumeRoot", "eu-central-1 EventName ConsoleLogin", "eu-central-1 Username root",
            "us-east-1 EventName AssumeRoot", "us-east-1 EventName ConsoleLogin", "us-east-1 Username root",
        ]);
        _aws.Lookups.ShouldAllBe(lookup => lookup.From == TestData.Morning.AddHours(-24) && lookup.To == TestData.Morning);
    }

    [Fact]
    public async Task The_next_round_begins_half_an_hour_before_where_the_last_one_ended()
    {
        await _bridge.RunAsync();
        _aws.Lookups.Clear();

        await NextRoundAsync();

        _aws.Lookups.ShouldAllBe(lookup => lookup.From == TestData.Morning.AddMinutes(-30));
        (await _bridge.RegionAsync("us-east-1")).Until.ShouldBe(_aws.Lookups.First().To);
    }

    [Fact]
    public async Task Rounds_are_an_hour_apart_whoever_does_them()
    {
        await using var other = Bridge();
        await _bridge.RunAsync();
        _aws.Lookups.Clear();
        _time.Advance(TimeSpan.FromMinutes(58));

        await Task.WhenAll(_bridge.RunAsync(), other.RunAsync());
        _aws.Lookups.ShouldBeEmpty();

        _time.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(_bridge.RunAsync(), other.RunAsync());
        _aws.Lookups.Count.ShouldBe(6);
    }

    [Fact]
    public async Task No_region_is_asked_more_than_twice_a_second()
    {
        var asked = new List<(string Region, DateTimeOffset At)>();
        _aws.Asked = lookup =>
        {
            lock (asked)
            {
                asked.Add((lookup.Region, _time.GetUtcNow()));
            }
        };

        await _bridge.RunAsync();

        asked.GroupBy(one => one.Region).ShouldAllBe(region => region.Zip(region.Skip(1)).All(pair => pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public async Task Who_throttles_is_asked_again_later_in_the_round()
    {
        _aws.Add("us-east-1", TestData.Morning.AddMinutes(-20));
        var throttles = 3;
        _aws.Asked = lookup => Refuse(lookup.Region == "us-east-1" && Interlocked.Decrement(ref throttles) >= 0, ReaderRefusal.Throttled);

        await _bridge.RunAsync();

        _bridge.Channel.Alerts.ShouldHaveSingleItem();
        (await _bridge.RegionAsync("us-east-1")).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData(ReaderRefusal.Denied)]
    [InlineData(ReaderRefusal.Throttled)]
    [InlineData(ReaderRefusal.Unavailable)]
    public async Task A_region_that_cannot_be_asked_says_why_and_is_asked_for_all_of_it_when_it_can(ReaderRefusal refusal)
    {
        _aws.Add("us-east-1", TestData.Morning.AddMinutes(-20));
        var refuses = true;
        _aws.Asked = lookup => Refuse(refuses && lookup.Region == "us-east-1", refusal);
        await _bridge.RunAsync();

        var region = await _bridge.RegionAsync("us-east-1");
        region.Refusal.ShouldBe(refusal);
        region.Until.ShouldBeNull();
        (await _bridge.RegionAsync("eu-central-1")).Until.ShouldNotBeNull();
        _bridge.Channel.Received.ShouldBeEmpty();

        refuses = false;
        _aws.Add("us-east-1", _time.GetUtcNow().AddMinutes(30));
        await NextRoundAsync();
        region = await _bridge.RegionAsync("us-east-1");
        region.Refusal.ShouldBeNull();
        region.Until.ShouldBe((await _bridge.CurrentAsync()).Started);
        region.Found.ShouldBe(2);
    }

    [Fact]
    public async Task An_account_without_the_role_costs_one_request_and_the_others_are_asked()
    {
        _aws.Accounts = ["111122223333", "444455556666"];
        _aws.RefusesToEnter = account => account == "444455556666" ? ReaderRefusal.RoleMissing : null;

        await _bridge.RunAsync();

        (await _bridge.AccountAsync("444455556666")).Refusal.ShouldBe(ReaderRefusal.RoleMissing);
        _aws.Lookups.ShouldAllBe(lookup => lookup.Account == "111122223333");
        (await _bridge.CurrentAsync()).Ended.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task An_account_that_does_not_tell_its_regions_at_once_is_asked_again(int times, bool isAsked)
    {
        var left = times;
        _aws.RefusesToEnter = _ => Interlocked.Decrement(ref left) >= 0 ? ReaderRefusal.Unavailable : null;

        await _bridge.RunAsync();

        _aws.Lookups.IsEmpty.ShouldBe(!isAsked);
        (await _bridge.AccountAsync()).Refusal.ShouldBe(isAsked ? null : ReaderRefusal.Unavailable);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, ReaderRefusal.ExpiredToken)]
    public async Task A_page_that_is_not_to_be_had_any_more_begins_the_question_anew_but_not_for_ever(int times, ReaderRefusal? refusal)
    {
        _aws.PageSize = 1;
        _aws.Add("us-east-1", TestData.Morning.AddMinutes(-2));
        _aws.Add("us-east-1", TestData.Morning.AddMinutes(-1));
        var left = times;
        _aws.Asked = lookup => Refuse(lookup.NextToken is not null && Interlocked.Decrement(ref left) >= 0, ReaderRefusal.ExpiredToken);

        await _bridge.RunAsync();

        (await _bridge.RegionAsync("us-east-1")).Refusal.ShouldBe(refusal);
        (await _bridge.RegionAsync("us-east-1")).Found.ShouldBe(refusal is null ? 2 : 1);
    }

    [Fact]
    public async Task Many_pages_are_all_taken()
    {
        _aws.PageSize = 3;
        foreach (var minute in Enumerable.Range(1, 10))
        {
            _aws.Add("us-east-1", TestData.Morning.AddMinutes(-minute));
        }

        await _bridge.RunAsync();

        (await _bridge.RegionAsync("us-east-1")).Found.ShouldBe(10);
    }

    [Fact]
    public async Task A_round_whose_budget_is_spent_goes_on_at_the_same_page_in_the_next_one()
    {
        _aws.PageSize = 1;
        _aws.Regions = ["us-east-1"];
        foreach (var second in Enumerable.Range(1, 150))
        {
            _aws.Add("us-east-1", TestData.Morning.AddMinutes(-1).AddSeconds(-second));
        }

        await using var small = Bridge(("Reconcile:RequestsPerRound", "100"));
        await small.RunAsync();
        (await small.CurrentAsync()).Problem.ShouldNotBeNull().ShouldContain("RequestsPerRound (100) is spent");
        var found = (await small.RegionAsync("us-east-1")).Found;
        found.ShouldBeInRange(90, 100);
        _aws.Lookups.Clear();

        _time.Advance(TimeSpan.FromHours(1));
        await small.RunAsync();

        _aws.Lookups.First().NextToken.ShouldNotBeNull();
        (await small.RegionAsync("us-east-1")).Found.ShouldBe(150);
    }

    [Fact]
    public async Task A_round_whose_process_ended_is_taken_up_by_another_at_the_same_page()
    {
        _aws.PageSize = 1;
        _aws.Regions = ["us-east-1"];
        foreach (var second in Enumerable.Range(1, 20))
        {
            _aws.Add("us-east-1", TestData.Morning.AddSeconds(-second));
        }

        var dying = Bridge();
        _aws.Asked = lookup => Refuse(_aws.Lookups.Count > 10, new StoreUnavailableException("the process can write nothing any more"));
        await dying.RunAsync();
        await dying.DisposeAsync();
        (await _bridge.CurrentAsync()).Ended.ShouldBeNull();
        _aws.Asked = static _ => { };

        await _bridge.RunAsync();
        (await _bridge.CurrentAsync()).Ended.ShouldBeNull("its lease has not ended");
        _aws.Lookups.Clear();
        _time.Advance(TimeSpan.FromMinutes(5));
        await _bridge.RunAsync();

        _aws.Lookups.First().NextToken.ShouldNotBeNull();
        (await _bridge.RegionAsync("us-east-1")).Found.ShouldBe(20);
        (await _bridge.CurrentAsync()).Ended.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_round_that_fails_as_nobody_thought_of_says_so_and_the_next_one_is_due_in_its_time()
    {
        _aws.Asked = lookup => Refuse(refuses: true, new InvalidOperationException("a secret"));
        await _bridge.RunAsync();

        (await _bridge.CurrentAsync()).Problem.ShouldBe("It failed: InvalidOperationException.");

        _aws.Asked = static _ => { };
        await NextRoundAsync();
        (await _bridge.CurrentAsync()).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Without_an_external_id_AWS_is_not_asked()
    {
        await using var off = Bridge(("Reconcile:ExternalId", string.Empty));

        await off.RunAsync();

        _aws.Lookups.ShouldBeEmpty();
        (await off.Get<ReconcileRuns>().CurrentAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Accounts_that_are_set_are_asked_where_the_organization_cannot_be_listed()
    {
        _aws.Accounts = null;
        await using var set = Bridge(("Reconcile:Accounts:0", "777788889999"));

        await set.RunAsync();

        _aws.Lookups.Select(lookup => lookup.Account).Distinct().ShouldBe(["777788889999"]);
    }

    [Fact]
    public async Task A_round_that_was_asked_for_is_about_what_was_asked()
    {
        await _bridge.RunAsync();
        _aws.Accounts = ["111122223333", "444455556666"];
        var since = TestData.Morning.AddDays(-80);
        var old = _aws.Add("us-east-1", TestData.Morning.AddDays(-70), account: "444455556666");
        _aws.Lookups.Clear();

        (await _bridge.Get<ReconcileRuns>().RequestAsync("444455556666", since, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await _bridge.Get<ReconcileRuns>().RequestAsync(account: null, since: null, TestContext.Current.CancellationToken)).ShouldBeNull("one is going on");
        await _bridge.RunAsync();

        _aws.Lookups.ShouldAllBe(lookup => lookup.Account == "444455556666" && lookup.From == since);
        (await _bridge.CurrentAsync()).Found.ShouldBe(1);
        _aws.Json(old).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_asks_for_a_later_time_leaves_the_gap_before_it_to_the_rounds()
    {
        await _bridge.RunAsync();
        _time.Advance(TimeSpan.FromMinutes(50));

        await _bridge.Get<ReconcileRuns>().RequestAsync("111122223333", _time.GetUtcNow().AddMinutes(-5), TestContext.Current.CancellationToken);
        await _bridge.RunAsync();

        (await _bridge.RegionAsync("us-east-1")).Until.ShouldBe(TestData.Morning);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    private AskingBridge Bridge(params (string Name, string Value)[] settings) => new(_time, _store, _aws, settings);

    private async Task NextRoundAsync()
    {
        _time.Advance(TimeSpan.FromHours(1));
        await _bridge.RunAsync();
    }

    private Task<RecordingResult> BringAsync(string id)
    {
        var json = _aws.Json(id);
        return _bridge.Get<Ledger>().RecordAsync(Detection.Detector.Read(System.Text.Encoding.UTF8.GetBytes(json))!, json, _time.GetUtcNow(), TestContext.Current.CancellationToken);
    }

    private static void Refuse(bool refuses, ReaderRefusal refusal) => Refuse(refuses, new AccountReaderException(refusal, "the test says so"));

    private static void Refuse(bool refuses, Exception failure)
    {
        if (refuses)
        {
            throw failure;
        }
    }
}
