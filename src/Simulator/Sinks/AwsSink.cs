using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RootWatch.Simulator.History;

namespace RootWatch.Simulator.Sinks;

/// <summary>
/// Stands in for what AWS is asked about accounts: STS's AssumeRole, EC2's DescribeRegions, Account Management's
/// ListRegions, IAM's GetAccountSummary, Organizations' ListAccounts and CloudTrail's LookupEvents. It asks for a
/// signature and does not check it.
/// </summary>
public sealed class AwsSink(TimeProvider time) : Sink<AwsRequest>(time)
{
    private const int SessionSeconds = 900;
    private const int PageSize = 20;
    private const int MostRegions = 50;

    private readonly ConcurrentDictionary<string, AwsAccount> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FaultPlan> _faults = new(StringComparer.Ordinal);
    private int _sessions;

    /// <summary>What has happened in the accounts.</summary>
    public EventHistory History { get; } = new();

    /// <summary>The role that can be assumed in each account.</summary>
    public string RoleName { get; set; } = "rootwatch-reader";

    /// <summary>The external id that the role asks for.</summary>
    public string ExternalId { get; set; } = "the-external-id";

    /// <summary>The organization's accounts, suspended ones too; null where there is no organization.</summary>
    public IReadOnlyList<(string Account, string State)>? Organization { get; set; }

    /// <summary>Whether the bridge's own role may list the organization's accounts.</summary>
    public bool MayListAccounts { get; set; } = true;

    public AwsAccount Account(string account) => _accounts.GetOrAdd(account, static _ => new AwsAccount());

    /// <summary>The faults of one action, such as LookupEvents; once asked for, they take the place of those of all.</summary>
    public FaultPlan FaultsOf(string action) => _faults.GetOrAdd(action, static _ => new FaultPlan());

    protected override async Task<FaultPlan> FaultsForAsync(HttpContext context) => _faults.GetValueOrDefault(await ActionOf(context)) ?? Faults;

    protected override async Task AcceptAsync(HttpContext context, bool isLost)
    {
        // As the clock here has it: sessions are counted from it.
        context.Response.Headers.Date = Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var action = await ActionOf(context);
        if (ScopeOf(context) is not [var key, _, var region, var service, "aws4_request"])
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "MissingAuthenticationToken");
            return;
        }

        var account = AccessKeyIds.AccountOf(key);
        Record(new AwsRequest(Time.GetUtcNow(), action, service, region, account));
        await (action switch
        {
            "AssumeRole" => AssumeRoleAsync(context),
            "ListAccounts" => ListAccountsAsync(context),
            _ when account is null || !key.StartsWith("ASIA", StringComparison.Ordinal) || !Account(account).HasRole => RefuseAsync(context, StatusCodes.Status403Forbidden, "UnrecognizedClientException"),
            _ when Account(account).Denied.Contains(action) => RefuseAsync(context, action is "LookupEvents" ? StatusCodes.Status400BadRequest : StatusCodes.Status403Forbidden, action is "DescribeRegions" ? "UnauthorizedOperation" : IsQuery(context) ? "AccessDenied" : "AccessDeniedException"),
            "DescribeRegions" => WriteXmlAsync(context, $"""<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo>{string.Concat(Account(account).Regions.Select(static name => $"<item><regionName>{name}</regionName><regionEndpoint>ec2.{name}.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item>"))}</regionInfo></DescribeRegionsResponse>"""),
            "GetAccountSummary" => WriteXmlAsync(context, $"""<GetAccountSummaryResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountSummaryResult><SummaryMap><entry><key>Users</key><value>3</value></entry>{string.Concat(Account(account).Summary.Select(static entry => $"<entry><key>{entry.Key}</key><value>{entry.Value}</value></entry>"))}</SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>"""),
            "ListRegions" => ListRegionsAsync(context, Account(account).Regions),
            "LookupEvents" => LookupEventsAsync(context, account, region),
            _ => RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidAction"),
        });
    }

    protected override Task RefuseCredentialsAsync(HttpContext context) =>
        RefuseAsync(context, IsQuery(context) ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, IsQuery(context) ? "ExpiredToken" : "ExpiredTokenException");

    private static bool IsQuery(HttpContext context) => context.Request.HasFormContentType;

    private static async Task<string> ActionOf(HttpContext context) =>
        IsQuery(context) ? (await context.Request.ReadFormAsync(CancellationToken.None))["Action"].ToString()
        : context.Request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target[(target.LastIndexOf('.') + 1)..]
        : context.Request.Path.Value!.EndsWith("/listRegions", StringComparison.Ordinal) ? "ListRegions" : string.Empty;

    /// <summary>Key id, day, region, service and end of the credential scope.</summary>
    private static string[] ScopeOf(HttpContext context)
    {
        const string Start = "AWS4-HMAC-SHA256 Credential=";
        var authorization = context.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Start, StringComparison.Ordinal) ? authorization[Start.Length..].Split(',')[0].Split('/') : [];
    }

    private static async Task<JsonObject> BodyOf(HttpContext context) => (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None))!.AsObject();

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return IsQuery(context)
            ? WriteXmlAsync(context, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>Refused by the stand-in.</Message></Error></ErrorResponse>")
            : WriteJsonAsync(context, new JsonObject { ["__type"] = $"com.amazonaws#{code}", ["message"] = "Refused by the stand-in." });
    }

    private static Task WriteXmlAsync(HttpContext context, string xml)
    {
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(xml, context.RequestAborted);
    }

    private static Task WriteJsonAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }

    // The token is how many came before.
    private static Task WritePageAsync(HttpContext context, JsonObject question, string name, IReadOnlyList<JsonNode> all, int size)
    {
        var start = int.Parse(question["NextToken"]?.GetValue<string>() ?? "0", CultureInfo.InvariantCulture);
        var page = new JsonObject { [name] = new JsonArray([.. all.Skip(start).Take(size)]) };
        if (start + size < all.Count)
        {
            page["NextToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        }

        return WriteJsonAsync(context, page);
    }

    private static async Task ListRegionsAsync(HttpContext context, IReadOnlyList<string> regions)
    {
        var question = await BodyOf(context);
        var size = int.Min(question["MaxResults"]?.GetValue<int>() ?? MostRegions, MostRegions);
        await WritePageAsync(context, question, "Regions", [.. regions.Select(static region => new JsonObject { ["RegionName"] = region, ["RegionOptStatus"] = "ENABLED_BY_DEFAULT" })], size);
    }

    private async Task AssumeRoleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(CancellationToken.None);
        var role = form["RoleArn"].ToString().Split(':');
        if (role is not ["arn", _, "iam", "", var account, var name] || name != $"role/{RoleName}" || form["ExternalId"].ToString() != ExternalId || !Account(account).HasRole)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "AccessDenied");
            return;
        }

        var key = AccessKeyIds.Of(account, "ASIA", Interlocked.Increment(ref _sessions));
        await WriteXmlAsync(
            context,
            $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::{account}:assumed-role/{RoleName}/{form["RoleSessionName"]}</Arn></AssumedRoleUser><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>a-secret-of-the-stand-in</SecretAccessKey><SessionToken>a-token-of-the-stand-in</SessionToken><Expiration>{Time.GetUtcNow().AddSeconds(SessionSeconds):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """);
    }

    private async Task ListAccountsAsync(HttpContext context)
    {
        if (Organization is null || !MayListAccounts)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, MayListAccounts ? "AWSOrganizationsNotInUseException" : "AccessDeniedException");
            return;
        }

        await WritePageAsync(
            context, await BodyOf(context), "Accounts", [.. Organization.Select(static one => new JsonObject { ["Id"] = one.Account, ["State"] = one.State, ["Name"] = $"account {one.Account}" })], PageSize);
    }

    private async Task LookupEventsAsync(HttpContext context, string account, string region)
    {
        if (!Account(account).Regions.Contains(region, StringComparer.Ordinal))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "UnrecognizedClientException");
            return;
        }

        var question = await BodyOf(context);
        var attribute = question["LookupAttributes"]![0]!;
        var answer = History.LookUp(
            account, region, attribute["AttributeKey"]!.GetValue<string>(), attribute["AttributeValue"]!.GetValue<string>(),
            Time(question, "StartTime"), Time(question, "EndTime"), question["NextToken"]?.GetValue<string>(), base.Time.GetUtcNow());
        await (answer.Outcome switch
        {
            HistoryOutcome.Answered => WriteJsonAsync(context, Page(answer)),
            HistoryOutcome.Throttled => RefuseAsync(context, StatusCodes.Status400BadRequest, "ThrottlingException"),
            HistoryOutcome.InvalidToken => RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidNextTokenException"),
            HistoryOutcome.InvalidTimeRange => RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidTimeRangeException"),
            HistoryOutcome.InvalidAttribute => RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidLookupAttributesException"),
            _ => throw new JsonException(answer.Outcome.ToString()),
        });

        static DateTimeOffset Time(JsonObject question, string name) => DateTimeOffset.FromUnixTimeSeconds(question[name]!.GetValue<long>());
    }

    private static JsonObject Page(HistoryAnswer answer)
    {
        var page = new JsonObject
        {
            ["Events"] = new JsonArray([.. answer.Events.Select(static found => new JsonObject
            {
                ["EventId"] = found.Id,
                ["EventName"] = found.Name,
                ["EventTime"] = found.Time.ToUnixTimeSeconds(),
                ["EventSource"] = found.Source,
                ["Username"] = found.Username,
                ["AccessKeyId"] = found.AccessKeyId,
                ["Resources"] = new JsonArray([.. found.Resources.Select(static name => new JsonObject { ["ResourceName"] = name })]),
                ["CloudTrailEvent"] = found.Record,
            })]),
        };
        if (answer.NextToken is not null)
        {
            page["NextToken"] = answer.NextToken;
        }

        return page;
    }
}
