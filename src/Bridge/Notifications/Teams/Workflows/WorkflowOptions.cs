namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>A Workflows webhook. Section <c>Teams:Workflow</c>.</summary>
public sealed class WorkflowOptions
{
    /// <summary>The webhook's URL as Teams shows it, whole. It is a secret: whoever has it can post. No default.</summary>
    public string? Url { get; set; }

    /// <summary>Message or Card. Default: Message.</summary>
    public WorkflowBody Body { get; set; }

    /// <summary>Whether the flow reports what it posted; an alert without a receipt then goes out again by SNS. Default: false.</summary>
    public bool ReceiptsRequired { get; set; }

    /// <summary>How many seconds a receipt may take. Default: 75.</summary>
    public int ReceiptWithinSeconds { get; set; } = 75;

    /// <summary>The URL, read; null where it is none of the web's. A setting of that type would be quoted by the error that it cannot be read.</summary>
    internal Uri? Address => Uri.TryCreate(Url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;

    /// <summary>What is wrong with the settings. Never quotes the URL.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Address is null)
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
        else if (Address.Scheme is "http" && !Address.IsLoopback)
        {
            yield return "Teams:Workflow:Url must begin with https:// (its value is secret and not repeated here).";
        }

        if (ReceiptsRequired && Body == WorkflowBody.Card)
        {
            yield return "Teams:Workflow:ReceiptsRequired is true, but a bare card has no room for a receipt's address: set Teams:Workflow:Body to Message.";
        }

        if (ReceiptWithinSeconds is < 1 or > 3600)
        {
            yield return $"Teams:Workflow:ReceiptWithinSeconds is {ReceiptWithinSeconds}; it must be between 1 and 3600.";
        }
    }

    private bool IsOn(string suffix) => Address!.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
