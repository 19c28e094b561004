using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Enrichment;

public sealed class AccountNamesTests
{
    private const string Account = "111122223333";

    private readonly FakeTimeProvider _time = new(TestData.Morning);
    private readonly Organizations _organizations = new();

    [Fact]
    public async Task The_setting_goes_before_the_policy_and_that_before_the_tag()
    {
        var policy = DetectionPolicy.Parse("""{"accounts":{"111122223333":{"name":"by-policy"},"444455556666":{"name":"by-policy"}}}"""u8, "policy.json");
        var names = Names(policy, (Account, "by-setting"));

        (await names.FindAsync(Account)).ShouldBe("by-setting");
        (await names.FindAsync("444455556666")).ShouldBe("by-policy");
        (await names.FindAsync("777788889999")).ShouldBe("by-tag");
        _organizations.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Organizations_is_asked_once_a_day()
    {
        var names = Names(DetectionPolicy.None);

        await names.FindAsync(Account);
        _time.Advance(TimeSpan.FromHours(23));
        (await names.FindAsync(Account)).ShouldBe("by-tag");
        _organizations.Asked.ShouldBe(1);

        _time.Advance(TimeSpan.FromHours(2));
        await names.FindAsync(Account);
        _organizations.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_failure_it_is_asked_again_in_five_minutes()
    {
        var names = Names(DetectionPolicy.None);
        _organizations.Status = HttpStatusCode.BadRequest;

        (await names.FindAsync(Account)).ShouldBeNull();
        (await names.FindAsync(Account)).ShouldBeNull();
        _organizations.Asked.ShouldBe(1);

        _organizations.Status = HttpStatusCode.OK;
        _time.Advance(TimeSpan.FromMinutes(6));
        (await names.FindAsync(Account)).ShouldBe("by-tag");
    }

    [Fact]
    public async Task Nobody_waits_longer_than_a_second_for_a_name()
    {
        var names = Names(DetectionPolicy.None);
        _organizations.Answer = new TaskCompletionSource();

        var finding = names.FindAsync(Account);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await finding).ShouldBeNull();

        _organizations.Answer.SetResult();
        while (await names.FindAsync(Account) is not "by-tag")
        {
            await Task.Yield();
        }

        _organizations.Asked.ShouldBe(1, "the late answer was not thrown away");
    }

    [Fact]
    public async Task After_an_alert_that_waited_in_vain_no_other_waits_until_there_is_an_answer()
    {
        var names = Names(DetectionPolicy.None);
        _organizations.Answer = new TaskCompletionSource();
        var first = names.FindAsync(Account);
        _time.Advance(TimeSpan.FromSeconds(1));
        await first;

        var others = new[] { names.FindAsync(Account), names.FindAsync("444455556666") };
        others.ShouldAllBe(finding => finding.IsCompleted);

        _organizations.Answer.SetResult();
        while (await names.FindAsync("444455556666") is not "by-tag")
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_question_that_hangs_ends_and_is_put_again_later()
    {
        await using var organizations = new RawServer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"Tags\":[", RawServer.After.Stall);
        var options = Options.Create(new AccountOptions { OrganizationsTag = "Name", OrganizationsServiceUrl = organizations.Url });
        var tags = new OrganizationTags(new RealClients(), options, Options.Create(new SnsOptions()), TimeProvider.System, NullLogger<OrganizationTags>.Instance);
        var started = TimeProvider.System.GetTimestamp();

        (await tags.FindAsync(Account)).ShouldBeNull();

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15), "left alone, it would be for good");
    }

    private AccountNames Names(DetectionPolicy policy, params (string Account, string Name)[] set)
    {
        var options = Options.Create(new AccountOptions { Names = set.ToDictionary(one => one.Account, one => one.Name, StringComparer.Ordinal), OrganizationsTag = "Name" });
        return new AccountNames(options, policy, new OrganizationTags(_organizations, options, Options.Create(new SnsOptions()), _time, NullLogger<OrganizationTags>.Instance));
    }

    /// <summary>Answers as ListTagsForResource does, and counts.</summary>
    private sealed class Organizations : IHttpClientFactory
    {
        private int _asked;

        public int Asked => _asked;

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public TaskCompletionSource? Answer { get; set; }

        public HttpClient CreateClient(string name) => new(new Handler(this));

        private sealed class Handler(Organizations organizations) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Interlocked.Increment(ref organizations._asked);
                await (organizations.Answer?.Task ?? Task.CompletedTask);
                return new HttpResponseMessage(organizations.Status) { Content = new StringContent("""{"Tags":[{"Key":"Owner","Value":"x"},{"Key":"Name","Value":"by-tag"}]}""", Encoding.UTF8) };
            }
        }
    }

    private sealed class RealClients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new();
    }
}
