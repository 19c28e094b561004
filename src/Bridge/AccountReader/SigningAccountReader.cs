using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.AccountReader.Wire;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.AccountReader;

/// <summary>Asks with signed requests of its own: the SDK's packages for these services are not worth what they weigh.</summary>
internal sealed partial class SigningAccountReader(SignedCalls calls, ReaderSessions sessions, AwsPlaces places, AwsIdentity identity, ILogger<SigningAccountReader> logger) : IAccountReader
{
    private const int PageSize = 50;

    // More pages than any account or organization has: a token that leads round in a circle must not hold the round for good.
    private const int MostPages = 1_000;

    // Deeper than records are, but they are for the detector to judge.
    private const int DeepestRecord = 1_000;

    // What is being switched off can still be used.
    private static readonly string[] EnabledStates = ["ENABLED", "ENABLED_BY_DEFAULT", "DISABLING"];

    public async Task<IReadOnlyList<string>?> AccountsAsync(CancellationToken cancellationToken)
    {
        if (await identity.PrepareAsync(cancellationToken) is { } none)
        {
            throw new AccountReaderException(ReaderRefusal.Unavailable, none.Why!);
        }

        var place = places.Organizations;
        try
        {
            return await PagesAsync(
                place,
                async token => Read(place, await OwnAsync(place, new AccountsQuestion(token), cancellationToken), ReaderJson.Default.AccountsAnswer),
                static answer => answer.NextToken,
                static answer => answer.Accounts?.Where(static account => account is not null && (account.State ?? account.Status) is "ACTIVE" && AccountId.Fits(account.Id)).Select(static account => account!.Id!));
        }
        catch (AccountReaderException refused) when (refused.Refusal == ReaderRefusal.Denied)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<string>> RegionsAsync(string account, CancellationToken cancellationToken)
    {
        try
        {
            var place = places.Ec2;
            var answer = await AskAsync(account, place, credentials => calls.QueryAsync(place, credentials, Query("DescribeRegions", "2016-11-15"), cancellationToken), cancellationToken);
            return Regions(account, place, AwsElements.Read(answer.Body).Where(static element => element.Name is "regionName").Select(static element => element.Text));
        }
        catch (AccountReaderException refused) when (refused.Refusal == ReaderRefusal.Denied)
        {
            var place = places.Account;
            var listed = await PagesAsync(
                place,
                async token => Read(
                    place,
                    await AskAsync(
                        account,
                        place,
                        credentials => calls.RestAsync(place, credentials, "listRegions", new RegionsQuestion(PageSize, EnabledStates, token), ReaderJson.Default.RegionsQuestion, cancellationToken),
                        cancellationToken),
                    ReaderJson.Default.RegionsAnswer),
                static answer => answer.NextToken,
                static answer => answer.Regions?.Select(static region => region?.RegionName));
            return Regions(account, place, listed);
        }
    }

    public async Task<EventPage> LookUpAsync(EventLookup lookup, CancellationToken cancellationToken)
    {
        if (!HeartbeatOptions.IsSpoke($"{lookup.Account}/{lookup.Region}"))
        {
            throw new AccountReaderException(ReaderRefusal.Denied, "that is no account's region");
        }

        var place = places.CloudTrail(lookup.Region);
        var question = new LookupQuestion(
            [new LookupAttribute(lookup.Key.ToString(), lookup.Value)], lookup.From.ToUnixTimeSeconds(), lookup.To.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds(), PageSize, lookup.NextToken);
        var answer = await AskAsync(
            lookup.Account,
            place,
            credentials => calls.JsonAsync(
                place, credentials, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents", question, ReaderJson.Default.LookupQuestion, cancellationToken),
            cancellationToken);
        var page = Read(place, answer, ReaderJson.Default.LookupAnswer);
        var records = (page.Events ?? []).Select(static looked => looked?.CloudTrailEvent).OfType<string>().Where(IsObject).ToList();
        if (records.Count < page.Events?.Count)
        {
            Log.Unreadable(logger, page.Events.Count - records.Count, lookup.Account, lookup.Region);
        }

        return new EventPage(records, string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken);
    }

    public async Task<RootPosture> PostureAsync(string account, CancellationToken cancellationToken)
    {
        var place = places.Iam;
        var answer = await AskAsync(account, place, credentials => calls.QueryAsync(place, credentials, Query("GetAccountSummary", "2010-05-08"), cancellationToken), cancellationToken);
        var summary = new Dictionary<string, bool>(StringComparer.Ordinal);
        var key = string.Empty;
        foreach (var (name, text) in AwsElements.Read(answer.Body))
        {
            if (name is "key")
            {
                key = text;
            }
            else if (name is "value" && int.TryParse(text, CultureInfo.InvariantCulture, out var number))
            {
                summary[key] = number > 0;
            }
        }

        return summary.Count == 0
            ? throw Unreadable(place, answer)
            : new RootPosture(Of("AccountAccessKeysPresent"), Of("AccountMFAEnabled"), Of("AccountPasswordPresent"), Of("AccountSigningCertificatesPresent"));

        bool? Of(string name) => summary.TryGetValue(name, out var value) ? value : null;
    }

    private static async Task<IReadOnlyList<string>> PagesAsync<T>(AwsPlace place, Func<string?, Task<T>> askAsync, Func<T, string?> next, Func<T, IEnumerable<string?>?> read)
    {
        var all = new List<string>();
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await askAsync(token);
            all.AddRange((read(answer) ?? []).OfType<string>());
            token = next(answer);
            if (string.IsNullOrEmpty(token))
            {
                return all;
            }
        }

        throw new AccountReaderException(ReaderRefusal.Unavailable, $"{place.Name}: the answer does not end");
    }

    private static T Read<T>(AwsPlace place, ServiceAnswer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw Unreadable(place, answer);
        }
        catch (JsonException)
        {
            throw Unreadable(place, answer);
        }
    }

    private static AccountReaderException Unreadable(AwsPlace place, ServiceAnswer answer) =>
        new(ReaderRefusal.Unavailable, answer.IsHtml ? $"{place.Name}: HTTP {(int)answer.Status} with a page instead of an answer" : $"{place.Name}: HTTP {(int)answer.Status} with an unreadable answer");

    private static Dictionary<string, string> Query(string action, string version) => new(StringComparer.Ordinal) { ["Action"] = action, ["Version"] = version };

    private static string[] Regions(string account, AwsPlace place, IEnumerable<string> named)
    {
        string[] regions = [.. named.Where(region => HeartbeatOptions.IsSpoke($"{account}/{region}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return regions.Length > 0 ? regions : throw new AccountReaderException(ReaderRefusal.Unavailable, $"{place.Name}: an answer without regions");
    }

    // One record that is none must not take the others with it.
    private static bool IsObject(string record)
    {
        try
        {
            using var json = JsonDocument.Parse(record, new JsonDocumentOptions { MaxDepth = DeepestRecord });
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<ServiceAnswer> OwnAsync(AwsPlace place, AccountsQuestion question, CancellationToken cancellationToken)
    {
        var answer = await calls.JsonAsync(place, identity.Credentials, "AWSOrganizationsV20161128.ListAccounts", question, ReaderJson.Default.AccountsQuestion, cancellationToken);
        if (ReaderErrors.IsOfCredentials(answer))
        {
            identity.DropCredentials();
        }

        return answer.IsSuccess ? answer : throw ReaderErrors.Of(place, answer);
    }

    private async Task<ServiceAnswer> AskAsync(string account, AwsPlace place, Func<AWSCredentials, Task<ServiceAnswer>> callAsync, CancellationToken cancellationToken)
    {
        var credentials = await sessions.OfAsync(account, cancellationToken);
        var answer = await callAsync(credentials);
        if (ReaderErrors.IsOfCredentials(answer))
        {
            sessions.Drop(account, credentials);
        }

        return answer.IsSuccess ? answer : throw ReaderErrors.Of(place, answer);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "CloudTrail's history of {Account} in {Region} has {Count} events that cannot be read; they are left out")]
        public static partial void Unreadable(ILogger logger, int count, string account, string region);
    }
}
