namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Metadata
{
    public string Version { get; init; } = "1.4.0";

    public IReadOnlyList<string> Profiles { get; init; } = ["cloud"];

    public Product Product { get; init; } = new();

    /// <summary>This message: the same for its repeats.</summary>
    public required string Uid { get; init; }

    /// <summary>The incident: the same for all of its findings.</summary>
    public required string CorrelationUid { get; init; }
}
