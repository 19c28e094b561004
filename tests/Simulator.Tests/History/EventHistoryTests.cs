using System.Globalization;
using System.Text.Json.Nodes;
using RootWatch.Simulator.History;

namespace RootWatch.Simulator.Tests.History;

/// <summary>What CloudTrail's event history shows, and what it does not.</summary>
public sealed class EventHistoryTests
{
    private const string Account = "111122223333";
    private const string Region = "us-east-1";

    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly EventHistory _history = new();
    private DateTimeOffset _now = Morning.AddHours(1);

    [Fact]
    public void A_record_by_root_goes_by_the_name_root()
    {
        Add("root-create-access-key", Morning);

        Ids("Username", "root").ShouldHaveSingleItem();
        Ids("Username", "Root").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"Root","userName":"my-alias"}""", "my-alias")]
    [InlineData("""{"type":"IAMUser","userName":"alice"}""", "alice")]
    [InlineData("""{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/admin/alice@example.com","sessionContext":{"sessionIssuer":{"userName":"admin"}}}""", "alice@example.com")]
    [InlineData("""{"type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/bob","sessionContext":{"sessionIssuer":{"type":"Root"}}}""", "bob")]
    public void Others_go_by_their_own_names(string identity, string name)
    {
        Add("root-create-access-key", Morning, record => record["userIdentity"] = JsonNode.Parse(identity));

        Ids("Username", name).ShouldHaveSingleItem();
        Ids("Username", "root").ShouldBeEmpty();
    }

    [Fact]
    public void It_is_found_by_what_was_called_and_by_the_key_that_signed()
    {
        Add("root-create-access-key", Morning);

        Ids("EventName", "CreateAccessKey").ShouldHaveSingleItem();
        Ids("AccessKeyId", "ASIAIOSFODNN7EXAMPLE").ShouldHaveSingleItem();
        Ids("EventName", "DeleteAccessKey").ShouldBeEmpty();
        Ids("AccessKeyId", "AKIAIOSFODNN7EXAMPLE").ShouldBeEmpty("that one was made, and signed nothing");
    }

    [Theory]
    [InlineData("""{"requestParameters":{"userName":"backdoor","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}""", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("""{"requestParameters":{"roleName":"deploy"}}""", "deploy")]
    [InlineData("""{"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/deploy"}}""", "arn:aws:iam::111122223333:role/deploy")]
    [InlineData("""{"requestParameters":{"keyName":"spare"}}""", "spare")]
    [InlineData("""{"resources":[{"ARN":"arn:aws:s3:::a-bucket","type":"AWS::S3::Bucket"}]}""", "arn:aws:s3:::a-bucket")]
    [InlineData("""{"responseElements":{"accessKey":{"userName":"backdoor","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}}""", "AKIAIOSFODNN7EXAMPLE")]
    public void It_is_found_by_what_it_was_about(string changes, string name)
    {
        Add("root-create-access-key", Morning, record =>
        {
            foreach (var (field, value) in JsonNode.Parse(changes)!.AsObject())
            {
                record[field] = value!.DeepClone();
            }
        });

        Ids("ResourceName", name).ShouldHaveSingleItem();
        Ids("ResourceName", "something-else").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"managementEvent":false}""")]
    [InlineData("""{"eventCategory":"Data"}""")]
    [InlineData("""{"eventCategory":"Insight"}""")]
    [InlineData("""{"eventCategory":"NetworkActivity"}""")]
    public void What_is_no_management_event_is_not_there(string changes)
    {
        var (field, value) = JsonNode.Parse(changes)!.AsObject().Single();
        Add("root-create-access-key", Morning, record => record[field] = value!.DeepClone());

        Ids("Username", "root").ShouldBeEmpty();
    }

    [Fact]
    public void Another_account_and_another_region_have_histories_of_their_own()
    {
        Add("root-create-access-key", Morning);

        LookUp("Username", "root", account: "444455556666").Events.ShouldBeEmpty();
        LookUp("Username", "root", region: "eu-central-1").Events.ShouldBeEmpty();
    }

    [Fact]
    public void It_appears_when_it_was_said_to()
    {
        _history.Add(Account, Region, Record("root-create-access-key", Morning), Morning.AddMinutes(14));

        _now = Morning.AddMinutes(14).AddSeconds(-1);
        Ids("Username", "root").ShouldBeEmpty();
        _now = Morning.AddMinutes(14);
        Ids("Username", "root").ShouldHaveSingleItem();
    }

    [Fact]
    public void Both_ends_of_the_time_are_part_of_it()
    {
        Add("root-create-access-key", Morning);

        LookUp("Username", "root", Morning, Morning).Events.ShouldHaveSingleItem();
        LookUp("Username", "root", Morning.AddSeconds(1), Morning.AddHours(1)).Events.ShouldBeEmpty();
        LookUp("Username", "root", Morning.AddHours(-1), Morning.AddSeconds(-1)).Events.ShouldBeEmpty();
        LookUp("Username", "root", Morning, Morning.AddSeconds(-1)).Outcome.ShouldBe(HistoryOutcome.InvalidTimeRange);
    }

    [Fact]
    public void After_ninety_days_it_is_gone()
    {
        Add("root-create-access-key", Morning);

        _now = Morning.AddDays(90);
        LookUp("Username", "root", Morning.AddDays(-1), _now).Events.ShouldHaveSingleItem();
        _now = Morning.AddDays(90).AddSeconds(1);
        LookUp("Username", "root", Morning.AddDays(-1), _now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Pages_of_fifty_come_the_newest_first_and_leave_nothing_out()
    {
        foreach (var second in Enumerable.Range(0, 120).Reverse())
        {
            Add("root-create-access-key", Morning.AddSeconds(second / 3));
        }

        var pages = new List<HistoryAnswer> { LookUp("Username", "root") };
        while (pages[^1].NextToken is { } next)
        {
            _now += TimeSpan.FromSeconds(1);
            pages.Add(LookUp("Username", "root", next: next));
        }

        pages.Select(page => page.Events.Count).ShouldBe([50, 50, 20]);
        var all = pages.SelectMany(page => page.Events).ToList();
        all.Select(found => found.Time).ShouldBeInOrder(SortDirection.Descending);
        all.DistinctBy(found => found.Id).Count().ShouldBe(120);
    }

    [Fact]
    public void What_appears_meanwhile_does_not_move_the_pages()
    {
        foreach (var second in Enumerable.Range(0, 60))
        {
            Add("root-create-access-key", Morning.AddSeconds(second));
        }

        var first = LookUp("Username", "root");
        Add("root-create-access-key", Morning.AddSeconds(90));

        LookUp("Username", "root", next: first.NextToken).Events.Count.ShouldBe(10);
    }

    [Fact]
    public void A_full_last_page_has_no_token()
    {
        foreach (var second in Enumerable.Range(0, 50))
        {
            Add("root-create-access-key", Morning.AddSeconds(second));
        }

        LookUp("Username", "root").NextToken.ShouldBeNull();
    }

    [Fact]
    public void A_token_is_good_for_its_own_question_alone()
    {
        foreach (var second in Enumerable.Range(0, 51))
        {
            Add("root-create-access-key", Morning.AddSeconds(second));
        }

        var token = LookUp("Username", "root").NextToken.ShouldNotBeNull();
        LookUp("EventName", "CreateAccessKey", next: token).Outcome.ShouldBe(HistoryOutcome.InvalidToken);
        _now += TimeSpan.FromSeconds(1);
        LookUp("Username", "root", to: Morning.AddHours(2), next: token).Outcome.ShouldBe(HistoryOutcome.InvalidToken);
        LookUp("Username", "root", next: "a token of one's own").Outcome.ShouldBe(HistoryOutcome.InvalidToken);
    }

    [Fact]
    public void Of_one_account_and_region_two_requests_a_second_are_answered()
    {
        LookUp("Username", "root").Outcome.ShouldBe(HistoryOutcome.Answered);
        _now += TimeSpan.FromMilliseconds(400);
        LookUp("Username", "root").Outcome.ShouldBe(HistoryOutcome.Answered);
        _now += TimeSpan.FromMilliseconds(400);
        LookUp("Username", "root").Outcome.ShouldBe(HistoryOutcome.Throttled);
        LookUp("Username", "root", region: "eu-central-1").Outcome.ShouldBe(HistoryOutcome.Answered);
        LookUp("Username", "root", account: "444455556666").Outcome.ShouldBe(HistoryOutcome.Answered);
        _now += TimeSpan.FromMilliseconds(200);
        LookUp("Username", "root").Outcome.ShouldBe(HistoryOutcome.Answered, "what was throttled does not count");

        (_history.Requests, _history.ThrottledRequests, _history.MostPerSecond).ShouldBe((6, 1, 3));
    }

    [Fact]
    public void It_is_found_by_nothing_else() => LookUp("SourceIp", "192.0.2.10").Outcome.ShouldBe(HistoryOutcome.InvalidAttribute);

    [Fact]
    public void A_question_that_finds_nothing_costs_next_to_nothing()
    {
        LookUp("Username", "root");
        _now += TimeSpan.FromSeconds(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var question = 0; question < 1_000; question++)
        {
            LookUp("Username", "root");
            _now += TimeSpan.FromSeconds(1);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    private static string Record(string sample, DateTimeOffset at, Action<JsonNode>? change = null)
    {
        var record = JsonNode.Parse(Sample.Record(sample))!;
        record["eventID"] = Guid.NewGuid().ToString();
        record["eventTime"] = at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        change?.Invoke(record);
        return record.ToJsonString();
    }

    private void Add(string sample, DateTimeOffset at, Action<JsonNode>? change = null) => _history.Add(Account, Region, Record(sample, at, change), at);

    private IEnumerable<string> Ids(string key, string value) => LookUp(key, value).Events.Select(found => found.Id);

    // Each question of its own second, unless it is asked where it counts.
    private HistoryAnswer LookUp(
        string key, string value, DateTimeOffset? from = null, DateTimeOffset? to = null, string? next = null, string account = Account, string region = Region) =>
        _history.LookUp(account, region, key, value, from ?? Morning.AddHours(-1), to ?? Morning.AddHours(1), next, _now);
}
