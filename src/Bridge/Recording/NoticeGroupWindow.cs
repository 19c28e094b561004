namespace RootWatch.Bridge.Recording;

/// <summary>An hour in which what belongs together is told once.</summary>
/// <param name="Start">When the first that arrived of it happened, UTC.</param>
/// <param name="Topic">The topic of the message that tells it.</param>
public sealed record NoticeGroupWindow(DateTimeOffset Start, string Topic)
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(1);

    /// <summary>Events come out of order, so what happened shortly before the first that arrived belongs to it, too.</summary>
    public bool Has(DateTimeOffset at) => (at - Start).Duration() < Length;
}
