using System.Text.Json;

namespace RootWatch.Simulator.Sinks;

/// <summary>A message that stands in the Teams channel.</summary>
/// <param name="At">When it was posted.</param>
/// <param name="Id">The run's id (Workflows) or the message's (Graph).</param>
/// <param name="Subject">Graph alone has one.</param>
/// <param name="Card">The Adaptive Card.</param>
public sealed record TeamsPost(DateTimeOffset At, string Id, string? Subject, JsonElement Card)
{
    /// <summary>The delivery's name, where the message brought a receipt's address with it.</summary>
    public string? Delivery { get; init; }

    /// <summary>Where the flow is to report the message as posted; null where nobody waits for that.</summary>
    public Uri? Receipt { get; init; }

    /// <summary>What a toast shows of a message through Graph.</summary>
    public string? Summary { get; init; }

    /// <summary>The ids of those whom a message through Graph mentions.</summary>
    public IReadOnlyList<string> Mentioned { get; init; } = [];

    /// <summary>The message that it replies to; null where it begins a thread.</summary>
    public string? ReplyTo { get; init; }
}
