using System.Globalization;

namespace RootWatch.Bridge.Messages;

/// <summary>Numbers and times as people read them.</summary>
internal static class Phrases
{
    /// <summary>"1 finding", "2 findings".</summary>
    public static string Count(int number, string what) => $"{number.ToString(CultureInfo.InvariantCulture)} {what}{(number == 1 ? string.Empty : "s")}";

    /// <summary>"2026-11-20 09:00:00 UTC".</summary>
    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
