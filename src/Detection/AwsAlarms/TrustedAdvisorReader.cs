using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.AwsAlarms;

/// <summary>Reads Trusted Advisor's check of exposed access keys. It says the same of the same key at every refresh.</summary>
/// <remarks>https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html#exposed-access-keys</remarks>
internal static class TrustedAdvisorReader
{
    private static readonly string[] Alarming = ["ERROR", "WARN"];

    public static RootRecord? Read(JsonElement envelope)
    {
        var detail = envelope.At("detail");
        var item = detail.At("check-item-detail");
        var user = item.Text("User Name (IAM or Root)");
        if (!"Exposed Access Keys".Equals(detail.Text("check-name"), StringComparison.OrdinalIgnoreCase)
            || !Alarming.Contains(detail.Text("status"), StringComparer.OrdinalIgnoreCase)
            // Every user has a name, so what has none is root's.
            || (user is not null && Owners.Of(user) != Owner.Root))
        {
            return null;
        }

        var key = item.Id("Access Key ID");
        var id = key is null ? null : $"{AwsNames.Account(envelope.Text("account"))}/{key}/{item.Text("Fraud Type")}/{item.Text("Case ID")}/{item.Text("Time Updated")}";
        return AlarmRecord.Of(envelope, "trustedadvisor", "Exposed Access Keys", id, new AlarmFacts(Severity.Informational, NamesRoot: true)) with { AccessKeyId = key };
    }
}
