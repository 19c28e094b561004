using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Cli.Verify;

/// <summary>Whether an enabled region has a spoke.</summary>
internal static class SpokeCheck
{
    public const string Name = "spoke";

    public static Check Of(SpokeId place, bool isThere) =>
        Check.Of(
            Name, place.ToString(), isThere, isThere ? "is there" : $"region {place.Region} is enabled and has no spoke",
            "StackSets do not extend themselves to new regions: add it and deploy (rootwatch deploy apply --only spokes). A region that you leave out on purpose goes into --except.");

    public static Check LeftOut(SpokeId place) => Check.Skipped(Name, place.ToString(), "left out on purpose (--except)");
}
