namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Metadata
{
    public string Version { get; init; } = "1.4.0";

    public IReadOnlyList<string> Profiles { get; init; } = ["cloud"];

    public Product Product { get; init; } = new();

    /// <summary>The incident: the same for all of its findings.</summary>
    public required string CorrelationUid { get; init; }
}
