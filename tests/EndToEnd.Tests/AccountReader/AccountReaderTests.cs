using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests.AccountReader;

/// <summary>What AWS is asked about an account, asked of the stand-in, with its faults; and of moto_server, as far as that knows it.</summary>
public sealed class AccountReaderTests : IAsyncLifetime
{
    private const string Account = "444455556666";

    private RecordingSinks _sinks = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private AwsSink Aws => _sinks.Aws;

    private IAccountReader Reader => _services.GetRequiredService<IAccountReader>();

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _services = Services(new(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task What_root_did_is_found_page_by_page()
    {
        foreach (var second in Enumerable.Range(0, 60))
        {
            Aws.History.Add(Account, "us-east-1", Record(Now.AddMinutes(-10).AddSeconds(second)), Now.AddMinutes(-5));
        }

        var first = await Reader.LookUpAsync(Lookup(), Cancellation);
        var last = await Reader.LookUpAsync(Lookup() with { NextToken = first.NextToken }, Cancellation);

        (first.Records.Count, last.Records.Count, last.NextToken).ShouldBe((50, 10, null));
        JsonNode.Parse(first.Records[0])!["eventName"]!.GetValue<string>().ShouldBe("CreateAccessKey");
        Aws.Received.Select(request => request.Action).ShouldBe(["AssumeRole", "LookupEvents", "LookupEvents"]);
        Aws.Received[^1].ShouldBe(new AwsRequest(Aws.Received[^1].At, "LookupEvents", "cloudtrail", "us-east-1", Account));
    }

    [Fact]
    public async Task A_token_of_another_question_is_none()
    {
        foreach (var second in Enumerable.Range(0, 60))
        {
            Aws.History.Add(Account, "us-east-1", Record(Now.AddMinutes(-10).AddSeconds(second)), Now.AddMinutes(-5));
        }

        var first = await Reader.LookUpAsync(Lookup(), Cancellation);

        await RefusedAsync(Reader.LookUpAsync(Lookup() with { Value = "alice", NextToken = first.NextToken }, Cancellation), ReaderRefusal.ExpiredToken);
    }

    [Fact]
    public async Task An_account_without_the_role_is_one_without_the_role()
    {
        Aws.Account(Account).HasRole = false;

        await RefusedAsync(Reader.LookUpAsync(Lookup(), Cancellation), ReaderRefusal.RoleMissing);
        (await Reader.RegionsAsync("111122223333", Cancellation)).ShouldBe(["eu-central-1", "us-east-1"]);
    }

    [Fact]
    public async Task A_role_that_asks_for_another_external_id_cannot_be_assumed()
    {
        Aws.ExternalId = "another";

        await RefusedAsync(Reader.PostureAsync(Account, Cancellation), ReaderRefusal.RoleMissing);
    }

    [Fact]
    public async Task A_role_of_another_name_cannot_be_assumed()
    {
        Aws.RoleName = "another";

        await RefusedAsync(Reader.PostureAsync(Account, Cancellation), ReaderRefusal.RoleMissing);
    }

    [Fact]
    public async Task What_a_policy_forbids_is_denied_and_the_rest_is_not()
    {
        Aws.Account(Account).Denied.Add("LookupEvents");

        await RefusedAsync(Reader.LookUpAsync(Lookup(), Cancellation), ReaderRefusal.Denied);
        (await Reader.PostureAsync(Account, Cancellation)).ShouldBe(new RootPosture(HasAccessKeys: false, HasMfa: true, HasPassword: true, HasSigningCertificates: false));
    }

    [Fact]
    public async Task A_region_that_is_off_is_denied()
    {
        await RefusedAsync(Reader.LookUpAsync(Lookup() with { Region = "me-south-1" }, Cancellation), ReaderRefusal.Denied);
    }

    [Fact]
    public async Task Regions_are_asked_of_Account_Management_where_EC2_may_not_be_asked()
    {
        Aws.Account(Account).Denied.Add("DescribeRegions");
        Aws.Account(Account).Regions = [.. Enumerable.Range(1, 60).Select(number => string.Create(CultureInfo.InvariantCulture, $"xx-north-{number}"))];

        (await Reader.RegionsAsync(Account, Cancellation)).Count.ShouldBe(60);

        Aws.Account(Account).Denied.Add("ListRegions");
        await RefusedAsync(Reader.RegionsAsync(Account, Cancellation), ReaderRefusal.Denied);
    }

    [Fact]
    public async Task The_organizations_active_accounts_are_listed()
    {
        Aws.Organization = [.. Enumerable.Range(0, 50).Select(number => (number.ToString("D12", CultureInfo.InvariantCulture), number % 10 == 0 ? "SUSPENDED" : "ACTIVE"))];

        (await Reader.AccountsAsync(Cancellation))!.Count.ShouldBe(45);

        Aws.MayListAccounts = false;
        (await Reader.AccountsAsync(Cancellation)).ShouldBeNull();
        (Aws.MayListAccounts, Aws.Organization) = (true, null);
        (await Reader.AccountsAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Root_without_a_password_and_with_keys_is_told_so()
    {
        Aws.Account(Account).Summary["AccountAccessKeysPresent"] = 1;
        Aws.Account(Account).Summary["AccountMFAEnabled"] = 0;
        Aws.Account(Account).Summary.Remove("AccountPasswordPresent");

        (await Reader.PostureAsync(Account, Cancellation)).ShouldBe(new RootPosture(HasAccessKeys: true, HasMfa: false, HasPassword: null, HasSigningCertificates: false));
    }

    public static TheoryData<Fault, ReaderRefusal> Faults => new()
    {
        { new Fault.Status(503), ReaderRefusal.Unavailable },
        { new Fault.Status(200, "<html>Sign in</html>", "text/html"), ReaderRefusal.Unavailable },
        { new Fault.Status(403, "<html>Blocked</html>", "text/html"), ReaderRefusal.Unavailable },
        { new Fault.Status(429), ReaderRefusal.Throttled },
        { new Fault.Reset(), ReaderRefusal.Unavailable },
        { new Fault.CutBody(), ReaderRefusal.Unavailable },
        { new Fault.BadCredentials(), ReaderRefusal.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_any_service_has_its_name_and_the_next_question_is_answered(Fault fault, ReaderRefusal refusal)
    {
        foreach (var action in new[] { "AssumeRole", "LookupEvents", "DescribeRegions", "GetAccountSummary", "ListAccounts" })
        {
            await using var services = Services(new(StringComparer.Ordinal));
            var reader = services.GetRequiredService<IAccountReader>();
            Aws.Organization = [(Account, "ACTIVE")];
            Aws.FaultsOf(action).Enqueue(fault);

            await RefusedAsync(AskAsync(reader, action), refusal);
            await AskAsync(reader, action);
        }
    }

    [Fact]
    public async Task Slow_answers_are_answers()
    {
        Aws.FaultsOf("AssumeRole").Enqueue(new Fault.Slow(TimeSpan.FromMilliseconds(50)));
        Aws.FaultsOf("LookupEvents").Enqueue(new Fault.SlowBody(TimeSpan.FromMilliseconds(700)));
        Aws.History.Add(Account, "us-east-1", Record(Now.AddMinutes(-10)), Now.AddMinutes(-5));

        (await Reader.LookUpAsync(Lookup(), Cancellation)).Records.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Moto_knows_the_role_its_regions_and_the_summary_and_its_session_asks_the_history()
    {
        await using var moto = await MotoServer.StartAsync();
        await using var services = Services(new(StringComparer.Ordinal) { ["Reconcile:ServiceUrl"] = moto.Url.AbsoluteUri, ["Reconcile:CloudTrailServiceUrl"] = _sinks.AwsUrl.AbsoluteUri });
        var reader = services.GetRequiredService<IAccountReader>();
        Aws.History.Add(Account, "us-east-1", Record(Now.AddMinutes(-10)), Now.AddMinutes(-5));

        (await reader.RegionsAsync(Account, Cancellation)).ShouldContain("us-east-1");
        (await reader.PostureAsync(Account, Cancellation)).ShouldBe(new RootPosture(HasAccessKeys: false, HasMfa: false, HasPassword: null, HasSigningCertificates: false));
        (await reader.LookUpAsync(Lookup(), Cancellation)).Records.ShouldHaveSingleItem();
        Aws.Received.ShouldHaveSingleItem().Account.ShouldBe(Account);
    }

    private static DateTimeOffset From { get; } = Now.AddHours(-1);

    private static DateTimeOffset To { get; } = Now.AddHours(1);

    private static EventLookup Lookup() => new(Account, "us-east-1", LookupKey.Username, "root", From, To);

    private static Task AskAsync(IAccountReader reader, string action) =>
        action switch
        {
            "AssumeRole" or "DescribeRegions" => reader.RegionsAsync(Account, Cancellation),
            "LookupEvents" => reader.LookUpAsync(Lookup(), Cancellation),
            "GetAccountSummary" => reader.PostureAsync(Account, Cancellation),
            _ => reader.AccountsAsync(Cancellation),
        };

    private static async Task RefusedAsync(Task asking, ReaderRefusal refusal)
    {
        var failure = await asking.ShouldThrowAsync<AccountReaderException>();
        failure.Refusal.ShouldBe(refusal, failure.Message);
    }

    private static string Record(DateTimeOffset at)
    {
        var record = JsonNode.Parse(Sample.Record("root-create-access-key"))!;
        record["eventID"] = Guid.NewGuid().ToString();
        record["eventTime"] = at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return record.ToJsonString();
    }

    private ServiceProvider Services(Dictionary<string, string?> settings)
    {
        settings.TryAdd("Sns:TopicArn", "arn:aws:sns:eu-central-1:111122223333:root-use");
        settings.TryAdd("Reconcile:ExternalId", "the-external-id");
        settings.TryAdd("Reconcile:ServiceUrl", _sinks.AwsUrl.AbsoluteUri);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new UnhurriedTime());
        services.AddSingleton(new AwsIdentity(new BasicAWSCredentials("AKIATEST", "secret")));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.AddBridge().BuildServiceProvider();
    }
}
