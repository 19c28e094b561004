namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>What a flow expects in the request's body.</summary>
public enum WorkflowBody
{
    /// <summary>A message with the card attached, as the ready-made webhook templates take it.</summary>
    Message,

    /// <summary>The bare card, as some hand-made flows take it.</summary>
    Card,
}
