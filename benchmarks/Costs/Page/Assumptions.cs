namespace RootWatch.Costs.Page;

/// <summary>What could not be counted here, since it takes the Functions host in Azure. The page names each.</summary>
internal static class Assumptions
{
    public const decimal MemoryGb = 2;
    public const decimal FreeSchedulerCalls = 14_000_000;
    public const decimal FreeTelemetryGb = 5;

    /// <summary>What the host sends to Application Insights of one call, and where its sampling ends it.</summary>
    public const int HostItemsOfCall = 3;
    public const int HostBytesOfItem = 1_000;
    public const int HostItemsPerSecond = 20;

    /// <summary>What the host writes to its own log of one call.</summary>
    public const int LogBytesOfCall = 1_200;

    /// <summary>Storage's blobs and tables, and the vault.</summary>
    public const int PrivateEndpoints = 3;
}
