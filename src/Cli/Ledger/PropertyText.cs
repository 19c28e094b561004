using System.Globalization;

namespace RootWatch.Cli.Ledger;

/// <summary>A property's value as text, with the name that Azure Tables has for its type.</summary>
internal static class PropertyText
{
    public static (string Type, string Value) Of(object value) =>
        value switch
        {
            string text => ("Edm.String", text),
            bool flag => ("Edm.Boolean", flag ? "true" : "false"),
            int number => ("Edm.Int32", number.ToString(CultureInfo.InvariantCulture)),
            long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
            double number => ("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
            DateTimeOffset time => ("Edm.DateTime", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            Guid id => ("Edm.Guid", id.ToString("D")),
            byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "Azure Tables has no such type."),
        };

    /// <summary>Null where the text is no value of that type.</summary>
    public static object? Parse(string? type, string text) =>
        type switch
        {
            "Edm.String" => text,
            "Edm.Boolean" => bool.TryParse(text, out var flag) ? flag : null,
            "Edm.Int32" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            "Edm.Int64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            "Edm.Double" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            "Edm.DateTime" => DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
            "Edm.Guid" => Guid.TryParseExact(text, "D", out var id) ? id : null,
            "Edm.Binary" => BytesOf(text),
            _ => null,
        };

    private static byte[]? BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
