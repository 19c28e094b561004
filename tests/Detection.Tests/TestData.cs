using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests;

/// <summary>Builds what tests begin with: records of one account's root, and histories of them.</summary>
internal static class TestData
{
    public const string Account = "111122223333";
    public const string Home = "192.0.2.10";
    public const string Elsewhere = "203.0.113.77";
    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public static RootRecord Call(
        string source, string name, DateTimeOffset at, DateTimeOffset? session = null, string ip = Home, MfaState mfa = MfaState.Used, bool isRead = false, RequestFacts? request = null) => new()
        {
            EventId = $"{at:O} {source} {name} {ip}",
            EventTime = at,
            EventSource = source + ".amazonaws.com",
            EventName = name,
            Identity = RootIdentity.RootUser,
            Account = Account,
            Partition = "aws",
            Region = "us-east-1",
            SourceIp = ip,
            UserAgent = "Mozilla/5.0 Chrome/142.0",
            AccessKeyId = "ASIAIOSFODNN7EXAMPLE",
            Mfa = mfa,
            ErrorCode = null,
            Failed = false,
            IsRead = isRead,
            Request = request ?? new RequestFacts(),
            SessionKey = session is { } start ? $"{Account}/{start:yyyy-MM-ddTHH:mm:ssZ}" : null,
            LateReason = null,
        };

    public static RootRecord SignIn(DateTimeOffset at, string ip = Home, MfaState mfa = MfaState.Used) => Call("signin", "ConsoleLogin", at, at, ip, mfa);

    public static RootRecord FailedSignIn(DateTimeOffset at, string ip = Elsewhere) => Call("signin", "ConsoleLogin", at, session: null, ip, MfaState.NotUsed) with { Failed = true };

    public static RootRecord Read(DateTimeOffset at, DateTimeOffset session, string ip = Home) => Call("iam", "ListUsers", at, session, ip, isRead: true);

    public static RootRecord Change(DateTimeOffset at, DateTimeOffset session, string ip = Home) => Call("iam", "CreateUser", at, session, ip, request: new RequestFacts(TargetUser: "alice"));

    /// <summary>A root access key: what is never normal.</summary>
    public static RootRecord NeverNormal(DateTimeOffset at, DateTimeOffset session, string ip = Home) => Call("iam", "CreateAccessKey", at, session, ip);

    public static AccountHistory History(params RootRecord[] records) => History(DetectionPolicy.None, records);

    public static AccountHistory History(DetectionPolicy policy, params RootRecord[] records) =>
        records.Aggregate(AccountHistory.Empty, (history, record) => history.Add(record, arrived: null, policy).History);

    /// <summary>Of an account whose owner signed in from home, with MFA, a month ago and changed a user.</summary>
    public static AccountHistory Known() => History(SignIn(Morning.AddDays(-30)), Change(Morning.AddDays(-30).AddMinutes(5), Morning.AddDays(-30)));

    public static Finding After(AccountHistory history, RootRecord record, DetectionPolicy? policy = null) =>
        history.Add(record, arrived: null, policy ?? DetectionPolicy.None).Finding;

    public static IEnumerable<string> Ids(this Finding finding) => finding.Signals.Select(signal => signal.Id);
}
