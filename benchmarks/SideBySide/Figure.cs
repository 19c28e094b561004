using System.Globalization;

namespace RootWatch.SideBySide;

/// <summary>A number as the table shows it.</summary>
internal static class Figure
{
    public static string Text(double value, string unit) => $"{Text(value)} {unit}";

    public static string Text(double value) => Math.Abs(value) switch
    {
        >= 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:F1} M"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:F2} M"),
        >= 100_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:F0} k"),
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
