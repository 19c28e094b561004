namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>A Workflows webhook. Section <c>Teams:Workflow</c>.</summary>
public sealed class WorkflowOptions
{
    /// <summary>The webhook's URL as Teams shows it, whole. It is a secret: whoever has it can post. No default.</summary>
    public Uri? Url { get; set; }

    /// <summary>Message or Card. Default: Message.</summary>
    public WorkflowBody Body { get; set; }

    /// <summary>What is wrong with the settings. Never quotes the URL.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Url is not { IsAbsoluteUri: true })
        {
            yield return "Teams:Workflow:Url is missing or no absolute URL; it must be the URL that the Workflows webhook shows (its value is secret and not repeated here).";
        }
        else if (IsOn(".webhook.office.com"))
        {
            yield return "Teams:Workflow:Url is an Office 365 connector's (*.webhook.office.com). Microsoft retired those in May 2026: create a Workflows webhook in the channel.";
        }
        else if (IsOn(".logic.azure.com"))
        {
            yield return "Teams:Workflow:Url is an old Workflows URL (*.logic.azure.com). Those stopped working on 2025-11-30: copy the new one (*.environment.api.powerplatform.com) from the flow.";
        }
        else if (!Url.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.Ordinal) && !Url.IsLoopback)
        {
            yield return "Teams:Workflow:Url must begin with https:// (its value is secret and not repeated here).";
        }
    }

    private bool IsOn(string suffix) => Url!.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
