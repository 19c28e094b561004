using System.Collections.Frozen;

namespace RootWatch.Detection.Response.Commands;

/// <summary>The placeholders that templates themselves have, and where to find what they stand for.</summary>
internal static class CommandPlaceholders
{
    private static readonly FrozenDictionary<string, string> Where = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["region"] = "The record in CloudTrail shows it as awsRegion.",
        ["account id"] = "The console shows it at the top right; so does aws sts get-caller-identity.",
        ["USER or GROUP"] = "USER where the principal id is a user's, GROUP where it is a group's.",
        ["new password"] = "Choose one, and hand it over through a channel that the intruder cannot read.",
        ["bucket of the trail"] = "The record of DeleteTrail does not show it; infrastructure as code or the newest log files do.",
        ["role of the recorder"] = "Usually AWSServiceRoleForConfig; infrastructure as code shows it.",
        ["address of the owner"] = "The address that the organization uses for root users, in a mailbox that is safe.",
        ["organization root id"] = "aws organizations list-roots shows it.",
        ["former policy as JSON"] = "Infrastructure as code, AWS Config's history, or an older record of CloudTrail shows it.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static CommandPlaceholder Of(string text) => new($"<{text}>", Where[text]);
}
