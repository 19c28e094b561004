namespace RootWatch.Bridge.Notifications;

/// <summary>When an event reached the bridge, and how long its answer may still take.</summary>
public sealed class AnswerDeadline(TimeProvider time)
{
    /// <summary>EventBridge hangs up after 5 s.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4.5);

    private readonly long _started = time.GetTimestamp();

    public DateTimeOffset At { get; } = time.GetUtcNow();

    public TimeSpan Remaining => AnswerWithin - time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
