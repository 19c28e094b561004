using System.Globalization;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.AwsAlarms;

/// <summary>
/// Reads a finding of GuardDuty's. The finding goes to the member's account and to the administrator's, and again
/// whenever more of it is seen: the same report has the same id, from whichever account it comes.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html</remarks>
internal static class GuardDutyReader
{
    private const string RootCredentialUsage = "Policy:IAMUser/RootCredentialUsage";
    private const double Critical = 9;
    private const double High = 7;
    private const double Medium = 4;

    /// <summary>Null where the finding is about somebody else, or is one of GuardDuty's own samples.</summary>
    public static RootRecord? Read(JsonElement envelope)
    {
        var detail = envelope.At("detail");
        var type = detail.Text("type") ?? string.Empty;
        var actor = RootsActorIn(detail);
        if (IsSample(detail) || !(IsRoot(detail.Text("resource", "accessKeyDetails", "userType")) || actor is not null || type.Equals(RootCredentialUsage, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var call = detail.At("service", "action", "awsApiCallAction");
        var severity = SeverityOf(detail.Text("severity"));
        var seen = detail.Time("service", "eventLastSeen") ?? detail.Time("updatedAt") ?? envelope.Time("time");
        var id = detail.Text("id") is { } finding ? FormattableString.Invariant($"{finding}/{seen:yyyy-MM-ddTHH:mm:ss.FFFZ}/{severity}") : null;
        var record = AlarmRecord.Of(envelope, "guardduty", type, id, new AlarmFacts(severity, NamesRoot: true));
        var region = AwsNames.Region(detail.Text("region")) ?? record.Region;
        return record with
        {
            EventTime = seen,
            Account = AwsNames.Account(detail.Text("accountId")) ?? record.Account,
            Region = region,
            Partition = AwsNames.Partition(arn: null, region),
            SourceIp = (call.Text("remoteIpDetails", "ipAddressV4") ?? call.Text("remoteIpDetails", "ipAddressV6") ?? AddressIn(detail))?.Cut(),
            UserAgent = call.Text("userAgent")?.Cut(),
            AccessKeyId = actor?.Id("user", "credentialUid") ?? detail.Id("resource", "accessKeyDetails", "accessKeyId"),
        };
    }

    // Extended Threat Detection names no access key's user, but the actors of a sequence.
    private static JsonElement? RootsActorIn(JsonElement detail)
    {
        foreach (var actor in detail.Items("service", "detection", "sequence", "actors"))
        {
            if (IsRoot(actor.Text("user", "type")))
            {
                return actor;
            }
        }

        return null;
    }

    // With several addresses, none is known to be root's.
    private static string? AddressIn(JsonElement detail) =>
        detail.Items("service", "detection", "sequence", "endpoints").Select(endpoint => endpoint.Text("ip")).OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    private static bool IsRoot(string? type) => "Root".Equals(type, StringComparison.OrdinalIgnoreCase);

    // Anybody who may call CreateSampleFindings has AWS send them.
    private static bool IsSample(JsonElement detail) =>
        detail.Flag("service", "additionalInfo", "sample") is true
        || detail.Text("service", "additionalInfo", "value")?.Contains("\"sample\":true", StringComparison.OrdinalIgnoreCase) is true
        || detail.Text("title")?.StartsWith("[SAMPLE]", StringComparison.OrdinalIgnoreCase) is true;

    private static Severity SeverityOf(string? number) =>
        !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var severity) ? Severity.Informational
        : severity >= Critical ? Severity.Critical
        : severity >= High ? Severity.High
        : severity >= Medium ? Severity.Medium
        : Severity.Low;
}
