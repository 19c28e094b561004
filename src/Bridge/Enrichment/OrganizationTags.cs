using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amazon;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Enrichment;

/// <summary>Reads accounts' names from a tag in AWS Organizations. An alert waits for that at most a second, and once a day.</summary>
public sealed partial class OrganizationTags(IHttpClientFactory clients, IOptions<AccountOptions> options, IOptions<SnsOptions> sns, TimeProvider time, ILogger<OrganizationTags> logger)
{
    internal const string HttpClientName = "organizations";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);
    private static readonly TimeSpan FreshFailure = TimeSpan.FromMinutes(5);

    // Nobody waits so long; it is for the alerts to come.
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, CachedAnswer> _asked = new(StringComparer.Ordinal);

    // An alert has waited in vain: the next ones do not wait, whichever account they are of, until there is an answer again.
    private volatile bool _isSlow;

    /// <summary>Null where the account has no such tag, or that is not known in time.</summary>
    public async Task<string?> FindAsync(string account)
    {
        if (string.IsNullOrEmpty(options.Value.OrganizationsTag) || Secret.IsUnresolved(options.Value.OrganizationsTag))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var asked = _asked.AddOrUpdate(account, _ => Ask(), (_, known) => known.IsFresh(now) ? known : Ask());
        var answer = asked.Answer.Value;
        if (_isSlow && !answer.IsCompleted)
        {
            return null;
        }

        try
        {
            return (await answer.WaitAsync(Patience, time)).Name;
        }
        catch (TimeoutException)
        {
            _isSlow = true;
            return null;
        }

        CachedAnswer Ask() => new(new Lazy<Task<(string?, bool)>>(() => Task.Run(() => AskAsync(account))), now);
    }

    /// <summary>Where Organizations is called: it has one endpoint a partition.</summary>
    internal static RegionEndpoint RegionOf(SnsOptions sns) =>
        (sns.HasTopic ? sns.TopicRegion().PartitionName : "aws") switch
        {
            "aws-cn" => RegionEndpoint.CNNorthWest1,
            "aws-us-gov" => RegionEndpoint.USGovCloudWest1,
            _ => RegionEndpoint.USEast1,
        };

    private async Task<(string? Name, bool Failed)> AskAsync(string account)
    {
        var region = RegionOf(sns.Value);
        using var late = new CancellationTokenSource(LongestQuestion, time);
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.OrganizationsServiceUrl ?? new Uri($"https://organizations.{region.SystemName}.{region.PartitionDnsSuffix}/"));
            request.Content = new StringContent($$"""{"ResourceId":"{{account}}"}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1"));
            request.Headers.Add("X-Amz-Target", "AWSOrganizationsV20161128.ListTagsForResource");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            _isSlow = false;
            response.EnsureSuccessStatusCode();
            var body = await CapturedResponse.ReadAsync(response, time, late.Token);
            using var answer = JsonDocument.Parse(body.Body);
            var tag = answer.RootElement.GetProperty("Tags").EnumerateArray().FirstOrDefault(tag => tag.GetProperty("Key").GetString() == options.Value.OrganizationsTag);
            return (tag.ValueKind == JsonValueKind.Object ? tag.GetProperty("Value").GetString() : null, false);
        }
#pragma warning disable CA1031 // A name is an ornament: whatever keeps it away must not keep the alert away.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotNamed(logger, account, (failure as HttpRequestException)?.StatusCode?.ToString() ?? SendOutcome.OfFailure(failure).Why!);
            return (null, true);
        }
    }

    private sealed record CachedAnswer(Lazy<Task<(string? Name, bool Failed)>> Answer, DateTimeOffset At)
    {
        public bool IsFresh(DateTimeOffset now) =>
            now - At < (Answer.Value is { IsCompletedSuccessfully: true, Result.Failed: true } ? FreshFailure : Fresh);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "AWS Organizations did not tell the name of account {Account}: {Problem}; the role needs organizations:ListTagsForResource, in the management account or a delegated one")]
        public static partial void NotNamed(ILogger logger, string account, string problem);
    }
}
