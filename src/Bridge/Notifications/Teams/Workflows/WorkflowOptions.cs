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
    internal Uri? Address => WorkflowUrl.Read(Url);

    /// <summary>What is wrong with the settings. Never quotes the URL.</summary>
    internal IEnumerable<string> Problems()
    {
        if (WorkflowUrl.ProblemOf(Url) is { } problem)
        {
            yield return $"Teams:Workflow:Url {problem} (Its value is secret and not repeated here.)";
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
}
