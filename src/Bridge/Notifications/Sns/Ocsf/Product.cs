namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Product
{
    public string Name { get; init; } = "RootWatch";

    public string VendorName { get; init; } = "RootWatch";
}
