namespace RootWatch.Bridge.Notifications;

/// <summary>How long a channel that refuses is left alone.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="refusals">How often in a row it has refused, from 1.</param>
    public static TimeSpan After(int refusals) => refusals > 7 ? Longest : First * Math.Pow(2, refusals - 1);
}
