using System.Globalization;

namespace RootWatch.Cli.Reconcile;

/// <summary>Reads from when to ask: a time with its offset, or how long ago.</summary>
internal static class SinceOption
{
    public const string Wanted = "a time with its offset, such as 2026-11-20T00:00:00Z, or how long ago, such as 90d, 12h or 30m";

    private static readonly TimeSpan Most = TimeSpan.FromDays(90);

    /// <returns>The time, UTC; null where the text is neither, or is in the future or further back than CloudTrail's event history.</returns>
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        var since = Ago(text) is { } ago ? now - ago : Time(text);
        return since <= now && since >= now - Most ? since : null;
    }

    private static TimeSpan? Ago(string text) =>
        text.Length is > 1 and < 8 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? text[^1] switch
            {
                'd' => TimeSpan.FromDays(number),
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                _ => null,
            }
            : null;

    // Without an offset nobody knows which time is meant.
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal)) ? time : null;
}
