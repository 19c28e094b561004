namespace RootWatch.Cli.Verify;

/// <summary>What the deployment is to look like.</summary>
/// <param name="Function">The function's address.</param>
/// <param name="HubRegion">The hub's region.</param>
internal sealed record ExpectedDeployment(Uri Function, string HubRegion)
{
    /// <summary>The managed identity's object id; null where nobody said.</summary>
    public string? IdentityObjectId { get; init; }

    /// <summary>Whom its token is for; null where nobody said.</summary>
    public string? Audience { get; init; }

    /// <summary>The role to assume in every account of the organization; null to look at the hub's account alone.</summary>
    public string? SpokeRole { get; init; }

    /// <summary>Regions that have no spokes on purpose.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What redrives every queue of the deployment.</summary>
    public string Redrive => $"rootwatch redrive --hub-region {HubRegion}{(SpokeRole is null ? string.Empty : $" --spoke-role {SpokeRole}")}";
}
