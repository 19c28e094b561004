namespace RootWatch.Bridge.Notifications.Teams;

/// <summary>Somebody whom urgent messages mention. Section <c>Teams:OnCall:0</c> and so on.</summary>
public sealed class OnCallPerson
{
    /// <summary>As the message shows them. No default.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Their Entra object id; a Workflows webhook takes the user principal name, too. No default.</summary>
    public string Id { get; set; } = string.Empty;
}
