namespace RootWatch.Cli.Verify;

/// <summary>What the deployment is to look like.</summary>
/// <param name="Function">The function's address.</param>
/// <param name="HubRegion">The hub's region.</param>
/// <param name="SpokeRegions">The regions that must have spokes.</param>
internal sealed record Expected(Uri Function, string HubRegion, IReadOnlyList<string> SpokeRegions)
{
    /// <summary>The managed identity's object id; null where nobody said.</summary>
    public string? IdentityObjectId { get; init; }

    /// <summary>Whom its token is for; null where nobody said.</summary>
    public string? Audience { get; init; }
}
