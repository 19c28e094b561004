namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Actor(User User);
