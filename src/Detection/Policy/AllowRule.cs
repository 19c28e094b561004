using System.Net;

namespace RootWatch.Detection.Policy;

/// <summary>Something that is normal here: what is done is Expected, and its network is known. It must name a network or a task.</summary>
public sealed record AllowRule : IPolicyRule
{
    /// <summary>The accounts; none means every one.</summary>
    public IReadOnlyList<AccountId> Accounts { get; init => field = value ?? []; } = [];

    /// <summary>From where; none means from everywhere.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init => field = value ?? []; } = [];

    /// <summary>What: ids of catalogue entries, or activities; none means everything that need not be named.</summary>
    public IReadOnlyList<TaskName> Tasks { get; init => field = value ?? []; } = [];

    /// <summary>Why it is normal; shown with every finding that it covers.</summary>
    public required PlainText Reason { get; init; }

    /// <inheritdoc/>
    public string? Fault() => Networks.Count + Tasks.Count == 0 ? "It allows everything: name networks or tasks." : null;
}
