namespace RootWatch.Bridge.Notifications.Teams;

/// <summary>How alerts reach Microsoft Teams.</summary>
public enum TeamsVia
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Through a Workflows webhook: no app registration; acceptance is no proof of posting.</summary>
    Workflow,

    /// <summary>Through Microsoft Graph, as a signed-in service account: its answer proves posting.</summary>
    Graph,
}
