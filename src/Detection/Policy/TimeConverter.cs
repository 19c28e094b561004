using System.Globalization;

namespace RootWatch.Detection.Policy;

// With an offset: otherwise it would be a guess in whose local time the window is.
internal sealed class TimeConverter() : TextConverter<DateTimeOffset>("a time with its offset, such as 2026-11-23T08:00:00Z or 2026-11-23T09:00:00+01:00")
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK"];

    protected override bool TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        return (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out value);
    }
}
