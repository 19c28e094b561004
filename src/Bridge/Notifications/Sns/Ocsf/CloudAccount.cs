namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record CloudAccount
{
    public required string Uid { get; init; }

    /// <summary>AWS Account, as OCSF numbers account types.</summary>
    public int TypeId { get; init; } = 10;
}
