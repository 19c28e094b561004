using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Cli.Redrive;

/// <summary>What redriving one queue came to.</summary>
/// <param name="Place">Where the queue is.</param>
/// <param name="Name">The queue's name.</param>
/// <param name="Delivered">How many events the bridge took.</param>
/// <param name="Left">How many are left in the queue.</param>
/// <param name="Problem">Why the queue could not be reached; null where it was.</param>
/// <param name="Lines">What is said of single events.</param>
internal sealed record RedrivenQueue(SpokeId Place, string Name, int Delivered, int Left, string? Problem, IReadOnlyList<string> Lines)
{
    public bool IsEmpty => Left == 0 && Problem is null;

    public static RedrivenQueue Unreachable(SpokeId place, string name, string problem) => new(place, name, 0, 0, problem, []);
}
