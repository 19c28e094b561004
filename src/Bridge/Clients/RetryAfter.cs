using System.Globalization;

namespace RootWatch.Bridge.Clients;

/// <summary>Reads the Retry-After header, for every channel alike.</summary>
/// <remarks>RFC 9110, section 10.2.3.</remarks>
public static class RetryAfter
{
    // Nobody waits longer for a channel, whatever it asks.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long to wait, at most an hour; null where the header is missing, unreadable, or asks for no wait.</summary>
    /// <param name="header">The header's value: seconds, or an HTTP date.</param>
    /// <param name="date">The answer's own Date header: a date is read against the channel's clock. Null where it has none.</param>
    /// <param name="now">The time here, UTC.</param>
    public static TimeSpan? Read(string? header, string? date, DateTimeOffset now)
    {
        var text = header?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // More digits than a number holds are a long wait, too.
        var wait = text.All(char.IsAsciiDigit)
            ? long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest
            : HttpDate.Read(text) - (HttpDate.Read(date) ?? now);
        return wait is null || wait <= TimeSpan.Zero ? null : wait > Longest ? Longest : wait;
    }
}
