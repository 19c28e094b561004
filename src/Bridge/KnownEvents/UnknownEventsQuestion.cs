namespace RootWatch.Bridge.KnownEvents;

/// <summary>Which of these events does the bridge not know?</summary>
/// <param name="Events">The events, at most <see cref="Most"/>.</param>
public sealed record UnknownEventsQuestion(IReadOnlyList<EventReference> Events)
{
    public const int Most = 1000;
}
