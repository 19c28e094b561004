namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

/// <param name="Uid">Their ARN.</param>
internal sealed record User(string Uid);
