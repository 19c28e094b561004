using System.Globalization;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>
/// A CloudTrail record as Security Lake writes it, in OCSF 1.x or its release candidates: API Activity,
/// Authentication or Account Change. It is mapped back as far as the classification needs.
/// </summary>
internal sealed class OcsfEvent : IShape
{
    // What the mapping moves without changing it. Where OCSF moved an attribute between versions, both places count.
    private static readonly (string Field, string[] Place)[] Fields =
    [
        ("eventName", ["api", "operation"]),
        ("eventSource", ["api", "service", "name"]),
        ("eventVersion", ["metadata", "product", "version"]),
        ("eventType", ["metadata", "event_code"]),
        ("eventID", ["metadata", "uid"]),
        ("awsRegion", ["cloud", "region"]),
        ("userAgent", ["http_request", "user_agent"]),
        ("sourceIPAddress", ["src_endpoint", "ip"]),
        ("sourceIPAddress", ["src_endpoint", "domain"]),
        ("sourceIPAddress", ["src_endpoint", "svc_name"]),
        ("errorCode", ["api", "response", "error"]),
        ("errorMessage", ["api", "response", "message"]),
        ("userIdentity.type", ["actor", "user", "type"]),
        ("userIdentity.accountId", ["actor", "user", "account", "uid"]),
        ("userIdentity.accountId", ["actor", "user", "account_uid"]),
        ("userIdentity.accessKeyId", ["actor", "user", "credential_uid"]),
        ("userIdentity.invokedBy", ["actor", "invoked_by"]),
        ("userIdentity.sessionContext.attributes.mfaAuthenticated", ["actor", "session", "is_mfa"]),
        ("userIdentity.sessionContext.attributes.mfaAuthenticated", ["actor", "session", "mfa"]),
        ("userIdentity.sessionContext.sessionIssuer.arn", ["actor", "session", "issuer"]),
        ("additionalEventData.MFAUsed", ["is_mfa"]),
        ("additionalEventData.MFAUsed", ["mfa"]),
        ("recipientAccountId", ["cloud", "account", "uid"]),
    ];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["eventName"] = "api.operation",
        ["eventSource"] = "api.service.name",
        ["eventTime"] = "time",
        ["userIdentity.type"] = "actor.user.type",
    };

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        if (json.Text("class_uid") is not { } uid)
        {
            return false;
        }

        var version = json.Text("metadata", "version") is { } text && Version.TryParse(text.Split('-')[0], out var number) ? $" {number.ToString(2)}" : string.Empty;
        if (ClassOf(uid) is not { } name)
        {
            unwrapper.NotUnderstood($"OCSF{version} of class {(int.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : "?")}, which is none of API Activity, Authentication and Account Change");
            return true;
        }

        RecordOf(json).HandOver(unwrapper, $"OCSF{version} {name}", Names);
        return true;
    }

    private static string? ClassOf(string uid) =>
        uid switch
        {
            "6003" or "3005" => "API Activity",
            "3002" => "Authentication",
            "3001" => "Account Change",
            _ => null,
        };

    private static RebuiltRecord RecordOf(JsonElement json)
    {
        var record = new RebuiltRecord();
        record.Add("eventTime", TimeOf(json, "time"));
        AddPrincipal(record, json.At("actor", "user"));
        foreach (var (field, place) in Fields)
        {
            record.Add(field, json.Text(place));
        }

        record.Add("userIdentity.sessionContext.attributes.creationDate", TimeOf(json, "actor", "session", "created_time"));
        record.Add("requestParameters", json.At("api", "request", "data"));
        record.Add("responseElements", json.At("api", "response", "data"));
        AddOutcome(record, json);
        if (json.At("unmapped") is { ValueKind: JsonValueKind.Object } rest)
        {
            foreach (var property in rest.EnumerateObject())
            {
                record.Add(RecordJson.NameOf(property), property.Value);
            }
        }

        return record;
    }

    // The ARN is in uid since OCSF 1.0, in uuid before, and the principal's id in the other.
    private static void AddPrincipal(RebuiltRecord record, JsonElement user)
    {
        foreach (var id in new[] { user.Text("uid"), user.Text("uuid"), user.Text("uid_alt") }.OfType<string>())
        {
            record.Add(id.StartsWith("arn:", StringComparison.Ordinal) ? "userIdentity.arn" : "userIdentity.principalId", id);
        }

        // Of root's own ARN the type is certain.
        if (user.Text("type") is null && user.Text("uid") is { } uid && uid.StartsWith("arn:", StringComparison.Ordinal) && uid.EndsWith(":root", StringComparison.Ordinal))
        {
            record.Add("userIdentity.type", "Root");
        }
    }

    // A sign-in's outcome stands in its answer; where that was not kept, the status says it.
    private static void AddOutcome(RebuiltRecord record, JsonElement json)
    {
        var status = json.Text("status") ?? json.Text("status_id") switch { "1" => "Success", "2" => "Failure", _ => null };
        if (status is "Success" or "Failure" && json.Text("class_uid") is "3002" && json.Text("api", "operation") is { } operation && !operation.Contains('.', StringComparison.Ordinal))
        {
            record.Add($"responseElements.{operation}", status);
        }
        else if (status is "Failure" && json.Text("api", "response", "error") is null)
        {
            record.Add("errorCode", status);
        }
    }

    private static string? TimeOf(JsonElement json, params ReadOnlySpan<string> place)
    {
        const long Last = 253_402_300_799_999;
        var at = json.At(place[..^1]);
        var time = long.TryParse(at.Text(place[^1]), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and <= Last
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : at.Time(place[^1] + "_dt") ?? at.Time(place[^1]);
        return time is { } known ? FindingLine.Utc(known) : null;
    }
}
