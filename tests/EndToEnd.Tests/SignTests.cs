using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What says how RootWatch itself is, and where it looks, is told once; what contradicts itself is refused.</summary>
public sealed class SignTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 18, 9, 30, 0, TimeSpan.Zero));
    private RecordingSinks _sinks = null!;
    private BrokenStore _store = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _store = new BrokenStore(_time);
        var settings = TestBridge.Settings(_sinks);
        settings["Accounts:Names:111122223333"] = "prod-payments";
        _bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Theory]
    [InlineData("region-enabled", "RegionEnabled", "In prod-payments (111122223333): Region eu-south-1 was enabled and has no spoke")]
    [InlineData("alarm-undelivered", "OwnAlarm", "In prod-payments (111122223333): Events in eu-west-1 could not be forwarded to the hub and wait in the queue rootwatch-undelivered")]
    [InlineData("alarm-dead-letters", "OwnAlarm", "Events in eu-central-1 could not be delivered and wait in the queue rootwatch-dead-letters")]
    [InlineData("alarm-failed-invocations", "OwnAlarm", "The alarm rootwatch-failed-invocations was raised in eu-central-1")]
    public async Task What_is_told_is_told_once_however_often_it_comes(string sample, string kind, string title)
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await DeliverAsync(sample);
        }

        // As a dead letter that is sent again weeks later.
        _time.Advance(TimeSpan.FromDays(14));
        await DeliverAsync(sample);

        _sinks.Sns.Received.ShouldHaveSingleItem().Attributes["kind"].ShouldBe(kind);
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetProperty("fallbackText").GetString()!.ShouldContain(title);
    }

    [Theory]
    [InlineData("region-enabling")]
    [InlineData("region-disabling")]
    [InlineData("region-disabled")]
    [InlineData("alarm-undelivered-ends")]
    [InlineData("alarm-undelivered-waits-for-data")]
    [InlineData("alarm-of-others")]
    public async Task What_nobody_needs_to_hear_is_silent(string sample)
    {
        await DeliverAsync(sample);

        _sinks.Sns.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_region_where_a_spoke_is_heard_is_watched_already_and_its_end_is_told()
    {
        await BeatAsync();
        await DeliverAsync("region-enabled");
        _sinks.Sns.Received.ShouldBeEmpty();

        await DeliverAsync("region-disabled");
        await DeliverAsync("region-disabled");

        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetProperty("fallbackText").GetString()!.ShouldContain("Region eu-south-1 was disabled");
    }

    [Fact]
    public async Task A_region_that_is_enabled_again_a_month_later_is_told_again()
    {
        await DeliverAsync("region-enabled");
        var again = JsonNode.Parse(Sample.Of("signs/region-enabled"))!;
        (again["id"], again["time"]) = ("5a1cf2c9-6d0e-4b39-9a7f-0b5d86e0a001", "2026-12-18T09:14:27Z");

        await _bridge.DeliverAsync(System.Text.Encoding.UTF8.GetBytes(again.ToJsonString()));

        _sinks.Sns.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_management_account_that_called_for_it_is_not_the_account_whose_region_it_is()
    {
        await DeliverAsync("region-enabled-by-management-account");

        _sinks.Sns.Received.ShouldHaveSingleItem().Message.ShouldContain("prod-payments (111122223333)");
        _sinks.Sns.Received[0].Message.ShouldNotContain("999988887777");
    }

    [Fact]
    public async Task A_ledger_that_is_away_keeps_no_region_silent()
    {
        await BeatAsync();
        _store.IsBroken = true;

        (await _bridge.DeliverOnceAsync(Sample.Of("signs/region-enabled"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        _sinks.Sns.Received.ShouldHaveSingleItem().Attributes["kind"].ShouldBe("RegionEnabled");
    }

    [Fact]
    public async Task An_alarm_with_a_name_that_somebody_chose_makes_no_link_and_no_mention()
    {
        await DeliverAsync("alarm-hostile-name");

        var mail = _sinks.Sns.Received.ShouldHaveSingleItem();
        mail.Subject.ShouldNotContain("evil");
        mail.Message.ShouldNotContain("https://evil");
        mail.Message.ShouldNotContain("<img");
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldNotContain("https://evil");
    }

    [Theory]
    [InlineData("account-is-not-the-records")]
    [InlineData("account-is-not-the-alerts")]
    [InlineData("region-change-of-nobody")]
    [InlineData("alarm-of-nobody")]
    public async Task What_AWS_cannot_have_sent_goes_to_the_dead_letters_at_once(string sample)
    {
        var report = await _bridge.DeliverAsync(Sample.Of($"refused/{sample}"));

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.BadRequest);
        report.DeadLetter.ShouldNotBeNull();
        _sinks.Sns.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("silent-alarm-guardduty-of-a-user")]
    [InlineData("root-alarm-guardduty-at-the-administrator")]
    [InlineData("root-alarm-health-root-key-exposed")]
    public async Task AWSs_own_alarms_may_be_about_a_member(string sample)
    {
        var envelope = JsonNode.Parse(Sample.Envelope(sample))!;
        envelope["account"] = "999988887777";

        (await _bridge.DeliverAsync(System.Text.Encoding.UTF8.GetBytes(envelope.ToJsonString()))).IsDelivered.ShouldBeTrue();
    }

    private async Task DeliverAsync(string sample) => (await _bridge.DeliverAsync(Sample.Of($"signs/{sample}"))).Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);

    private async Task BeatAsync()
    {
        var heartbeat = JsonNode.Parse(Sample.Of("signs/heartbeat"))!;
        heartbeat["region"] = "eu-south-1";
        (await _bridge.DeliverAsync(System.Text.Encoding.UTF8.GetBytes(heartbeat.ToJsonString()))).IsDelivered.ShouldBeTrue();
    }
}
