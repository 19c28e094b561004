using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>An update of RootWatch is thousands of calls and a message in each place where it was started.</summary>
public sealed class NoticeGroupTests : IAsyncLifetime
{
    private const string HubAccount = "123456789012";
    private const string ManagementAccount = "999988887777";

    // Shortly before an hour ends.
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 40, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly BrokenStore _store;
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;
    private TestBridge _other = null!;
    private int _events;

    public NoticeGroupTests() => _store = new BrokenStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await TestBridge.StartAsync(_sinks, Configure);
        _other = await TestBridge.StartAsync(_sinks, Configure);

        void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Our_own_update_of_everything_is_three_messages_whatever_the_order_and_whoever_receives_it(int seed)
    {
        List<byte[]> events = [.. Update(HubAccount, ["rootwatch-hub", .. Spokes()]), .. Update(ManagementAccount, ["rootwatch-organization", .. Spokes()]), .. StackSet()];
        var shuffled = events.Concat(events.Take(100)).ToArray();
        new Random(seed).Shuffle(shuffled);

        // What somebody else is just sending is answered 503, and comes again.
        await Parallel.ForEachAsync(shuffled.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, async (one, _) => await (one.Index % 2 == 0 ? _bridge : _other).DeliverAsync(one.Item));
        foreach (var one in shuffled)
        {
            await DeliverAsync(_bridge, one);
        }

        Titles().ShouldBe([.. Enumerable.Repeat("Somebody other than root turned off or changed a part of RootWatch through CloudFormation.", 3)]);
        _sinks.Sns.Received.ShouldAllBe(message => message.Attributes["severity"] == "Medium" && !message.Subject!.Contains("(repeat?)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_update_of_the_StackSet_alone_is_one(int seed)
    {
        var events = StackSet().ToArray();
        new Random(seed).Shuffle(events);

        foreach (var one in events)
        {
            await DeliverAsync(_bridge, one);
        }

        Titles().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_hides_behind_an_update()
    {
        await DeliverAsync(_bridge, Call(HubAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-hub"}""", Start));

        await DeliverAsync(_bridge, Call(HubAccount, "cloudformation", "DeleteStack", """{"stackName":"rootwatch-hub"}""", Start));
        await DeliverAsync(_bridge, Call(HubAccount, "events", "PutRule", """{"name":"rootwatch-root-activity","state":"DISABLED"}""", Start, "mallory", isByCloudFormation: true));
        await DeliverAsync(_bridge, Call(HubAccount, "events", "PutRule", """{"name":"rootwatch-root-activity","state":"ENABLED"}""", Start, "mallory", isByCloudFormation: true));
        await DeliverAsync(_bridge, Call(HubAccount, "events", "PutRule", """{"name":"rootwatch-root-activity","state":"ENABLED"}""", Start));
        await DeliverAsync(_bridge, Call(HubAccount, "events", "PutRule", """{"name":"rootwatch-root-activity","state":"ENABLED"}""", Start));
        await DeliverAsync(_bridge, Call(ManagementAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-hub"}""", Start));
        await DeliverAsync(_bridge, Call(HubAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-hub"}""", Start.AddHours(1)));
        _sinks.Sns.Received.Count.ShouldBe(8);

        await DeliverAsync(_bridge, Call(HubAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-spoke"}""", Start.AddMinutes(59)));
        _sinks.Sns.Received.Count.ShouldBe(8);
    }

    [Fact]
    public async Task What_was_refused_hides_nothing_that_was_done()
    {
        await DeliverAsync(_bridge, Call(HubAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-hub"}""", Start, error: "AccessDenied"));
        await DeliverAsync(_bridge, Call(HubAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-hub"}""", Start.AddMinutes(1)));

        _sinks.Sns.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_the_ledger_is_away_an_update_is_told_once_and_marked()
    {
        List<byte[]> events = [.. Update(HubAccount, ["rootwatch-hub"])];
        _store.IsBroken = true;
        foreach (var one in events)
        {
            (await _bridge.DeliverOnceAsync(one)).IsSuccess.ShouldBeFalse("EventBridge keeps it");
        }

        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldContain("(repeat?)");
        _store.IsBroken = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        foreach (var one in events)
        {
            await DeliverAsync(_bridge, one);
            await DeliverAsync(_other, one);
        }

        _sinks.Sns.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_ledger_that_goes_away_amid_an_update_costs_a_marked_repeat_at_most()
    {
        List<byte[]> events = [.. Update(HubAccount, ["rootwatch-hub"])];
        await DeliverAsync(_bridge, events[1]);
        _store.IsBroken = true;
        await _bridge.DeliverOnceAsync(events[2]);
        await _other.DeliverOnceAsync(events[3]);
        await _bridge.DeliverOnceAsync(Call(ManagementAccount, "cloudformation", "UpdateStack", """{"stackName":"rootwatch-spoke"}""", Start));
        _store.IsBroken = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        foreach (var one in events)
        {
            await DeliverAsync(_bridge, one);
        }

        _sinks.Sns.Received.Count(message => !message.Subject!.Contains("(repeat?)", StringComparison.Ordinal)).ShouldBe(1);
        _sinks.Sns.Received.Count.ShouldBeInRange(3, 4);
        _sinks.Sns.Received.ShouldContain(message => message.Message.Contains(ManagementAccount, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_set_that_the_ledger_could_not_remember_comes_again_and_one_that_it_cannot_look_up_is_told()
    {
        _store.IsBroken = true;

        (await _bridge.DeliverOnceAsync(Call(HubAccount, "cloudformation", "CreateChangeSet", """{"stackName":"rootwatch-hub"}""", Start, answer: """{"id":"arn:x"}"""))).IsSuccess.ShouldBeFalse();
        await _bridge.DeliverOnceAsync(Call(HubAccount, "cloudformation", "ExecuteChangeSet", """{"changeSetName":"arn:y"}""", Start));

        Titles().ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Spokes() => Enumerable.Repeat("rootwatch-spoke", 17);

    private static async Task DeliverAsync(TestBridge bridge, byte[] envelope) =>
        (await bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeTrue(Encoding.UTF8.GetString(envelope));

    private IReadOnlyList<string> Titles() =>
        [.. _sinks.Workflow.Received.Select(message => message.Card.GetRawText()).Select(card => card[card.IndexOf("Somebody other", StringComparison.Ordinal)..]).Select(text => text[..(text.IndexOf('.', StringComparison.Ordinal) + 1)])];

    /// <summary>What a deployment of stacks leaves in an account.</summary>
    private IEnumerable<byte[]> Update(string account, IEnumerable<string> stacks)
    {
        var at = Start;
        foreach (var stack in stacks)
        {
            yield return Call(account, "cloudformation", "CreateChangeSet", $$"""{"stackName":"{{stack}}"}""", at, answer: $$"""{"id":"arn:aws:cloudformation:eu-central-1:{{account}}:changeSet/u/{{_events}}"}""");
            yield return Call(account, "cloudformation", "ExecuteChangeSet", $$"""{"stackName":"{{stack}}","changeSetName":"u"}""", at);
            yield return Call(account, "events", "PutRule", """{"name":"rootwatch-root-activity","state":"ENABLED"}""", at.AddSeconds(20), isByCloudFormation: true);
            yield return Call(account, "events", "PutTargets", """{"rule":"rootwatch-root-activity"}""", at.AddSeconds(21), isByCloudFormation: true);
            yield return Call(account, "iam", "PutRolePolicy", """{"roleName":"rootwatch-forward-eu-central-1"}""", at.AddSeconds(22), isByCloudFormation: true);
            yield return Call(account, "monitoring", "PutMetricAlarm", """{"alarmName":"rootwatch-undelivered"}""", at.AddSeconds(23), isByCloudFormation: true);
            at = at.AddMinutes(2);
        }
    }

    /// <summary>What an update of the StackSet leaves: a call in the management account, and many in the others.</summary>
    private IEnumerable<byte[]> StackSet()
    {
        yield return Call(ManagementAccount, "cloudformation", "UpdateStackSet", """{"stackSetName":"rootwatch-spokes"}""", Start.AddMinutes(3), isByCloudFormation: true);
        foreach (var member in Enumerable.Range(0, 50))
        {
            var account = $"1111{member.ToString("D8", CultureInfo.InvariantCulture)}";
            yield return Call(account, "cloudformation", "UpdateStack", """{"stackName":"StackSet-rootwatch-spokes-0f2a"}""", Start.AddMinutes(4), "stacksets-exec-5f0b", isByCloudFormation: true);
            yield return Call(account, "events", "PutRule", """{"name":"rootwatch-root-activity"}""", Start.AddMinutes(5), "stacksets-exec-5f0b", isByCloudFormation: true);
            yield return Call(account, "sqs", "SetQueueAttributes", """{"queueUrl":"https://sqs/1/rootwatch-undelivered"}""", Start.AddMinutes(5), "stacksets-exec-5f0b", isByCloudFormation: true);
        }
    }

    private byte[] Call(string account, string service, string name, string request, DateTimeOffset at, string role = "deploy", bool isByCloudFormation = false, string? error = null, string answer = "null")
    {
        var record = JsonNode.Parse($$"""
            {
              "eventID": "{{++_events}}", "eventTime": "{{at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}}",
              "eventSource": "{{service}}.amazonaws.com", "eventName": "{{name}}", "awsRegion": "eu-central-1", "readOnly": false,
              "sourceIPAddress": "{{(isByCloudFormation ? "cloudformation.amazonaws.com" : "203.0.113.77")}}",
              "userIdentity": {
                "type": "AssumedRole", "accountId": "{{account}}", "arn": "arn:aws:sts::{{account}}:assumed-role/{{role}}/session-{{_events}}",
                "sessionContext": { "sessionIssuer": { "type": "Role", "arn": "arn:aws:iam::{{account}}:role/{{role}}", "accountId": "{{account}}", "userName": "{{role}}" } }
              },
              "requestParameters": {{request}}, "responseElements": {{answer}}, "recipientAccountId": "{{account}}"
            }
            """)!.AsObject();
        if (error is not null)
        {
            record["errorCode"] = error;
        }

        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["detail-type"] = "AWS API Call via CloudTrail", ["source"] = $"aws.{service}", ["account"] = account, ["region"] = "eu-central-1",
            ["time"] = at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), ["detail"] = record,
        }.ToJsonString());
    }
}
