namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Cloud
{
    public string Provider { get; init; } = "AWS";

    public required CloudAccount Account { get; init; }

    public required string? Region { get; init; }
}
