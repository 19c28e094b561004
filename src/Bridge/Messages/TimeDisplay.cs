using System.Globalization;
using System.Text.RegularExpressions;

namespace RootWatch.Bridge.Messages;

/// <summary>Shows times in UTC, with the local time beside them where a time zone is set.</summary>
/// <param name="zone">The time zone; null where none is set.</param>
public sealed class TimeDisplay(TimeZoneInfo? zone)
{
    private static readonly Regex UtcTime = new("(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?<seconds>:[0-9]{2})?) UTC", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Times in UTC only.</summary>
    public static TimeDisplay Utc { get; } = new(zone: null);

    /// <summary>The time zones that times of day are shown in: "UTC", or "UTC, Europe/Berlin".</summary>
    public string Zones => zone is null ? "UTC" : $"UTC, {zone.Id}";

    /// <summary>"2026-11-20 09:00:00 UTC (10:00:00 Europe/Berlin)".</summary>
    public string Of(DateTimeOffset time) => Beside(Phrases.Utc(time));

    /// <summary>"09:00:00 (10:00:00)".</summary>
    public string TimeOfDay(DateTimeOffset time) =>
        zone is null ? Phrases.Utc(time)[11..19] : string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:HH:mm:ss} ({TimeZoneInfo.ConvertTime(time, zone):HH:mm:ss})");

    /// <summary>A text with the local time beside each time in it.</summary>
    public string Beside(string text) => zone is null ? text : UtcTime.Replace(text, match => $"{match.Value}{Local(match, zone)}");

    private static string Local(Match match, TimeZoneInfo zone)
    {
        if (!DateTimeOffset.TryParse(match.Groups["time"].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return string.Empty;
        }

        var local = TimeZoneInfo.ConvertTime(time, zone);
        var clock = local.ToString(match.Groups["seconds"].Success ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);
        var day = local.Date == time.UtcDateTime.Date ? string.Empty : local.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture);
        return $" ({day}{clock} {zone.Id})";
    }
}
