using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// Reads AWS Sign-In's anomaly alert. AWS documents its existence, not its detail; so an alert that names
/// nobody counts as root's, and only one that plainly names somebody else does not.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-signin.html</remarks>
internal static class SignInAlertReader
{
    private static readonly string[] Others = [":user/", ":assumed-role/", ":role/", ":federated-user/", "IAMUser", "AssumedRole", "IdentityCenterUser", "FederatedUser"];

    public static RootRecord? Read(ReadOnlySpan<byte> bytes)
    {
        using var document = RecordJson.Parse(bytes);
        var envelope = document.RootElement;
        var texts = TextsIn(envelope).ToList();
        var names = Others.Any(other => texts.Exists(text => text.Contains(other, StringComparison.OrdinalIgnoreCase)));
        if (names && !texts.Exists(IsRoot))
        {
            return null;
        }

        var detail = envelope.At("detail");
        var region = AwsNames.Region(envelope.Text("region"));
        var time = envelope.Time("time");
        return new RootRecord
        {
            EventId = envelope.Id("id") ?? RootRecordReader.Hash(bytes),
            EventTime = time,
            EventSource = "signin.amazonaws.com",
            EventName = "SignInAnomalyAlert",
            Identity = RootIdentity.RootUser,
            Account = AwsNames.Account(envelope.Text("account")) ?? AwsNames.UnknownAccount,
            Partition = AwsNames.Partition(texts.Find(IsRoot), region),
            Region = region,
            SourceIp = detail.Text("sourceIPAddress")?.Cut(),
            UserAgent = detail.Text("userAgent")?.Cut(),
            AccessKeyId = null,
            Mfa = MfaState.Unknown,
            ErrorCode = null,
            Failed = false,
            IsRead = false,
            Request = new RequestFacts(),
            SessionKey = null,
            LateReason = null,
        };
    }

    private static bool IsRoot(string text) =>
        text.Equals("root", StringComparison.OrdinalIgnoreCase) || text.EndsWith(":root", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> TextsIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => TextsIn(member.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(item => TextsIn(item)),
            JsonValueKind.String => [value.Text() ?? string.Empty],
            _ => [],
        };
}
