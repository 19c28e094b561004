using System.Globalization;
using System.Text.Json;

namespace RootWatch.Cli.Deploy.Settings;

/// <summary>What a value must look like.</summary>
/// <param name="Description">In words, for an error.</param>
/// <param name="Accepts">Whether a value, which is not empty, looks so.</param>
internal sealed record ValueForm(string Description, Func<string, bool> Accepts)
{
    public static readonly ValueForm Text = new("a text", static _ => true);

    public static readonly ValueForm Boolean = OneOf("true", "false");

    public static readonly ValueForm Account = new("an account id of 12 digits", IsAccount);

    public static readonly ValueForm Id = new("a UUID", static value => Guid.TryParseExact(value, "D", out _));

    public static readonly ValueForm Region = new("a region, such as eu-central-1", IsRegion);

    public static readonly ValueForm Regions = new("regions, with commas between them", static value => value.Split(',').All(IsRegion));

    public static readonly ValueForm Organization = new("an organization's id, such as o-a1b2c3d4e5", static value => value.StartsWith("o-", StringComparison.Ordinal) && value.Length >= 12 && value[2..].All(char.IsAsciiLetterOrDigit));

    public static readonly ValueForm Mail = new("a mail address", static value => value.IndexOf('@', StringComparison.Ordinal) > 0 && !value.Any(char.IsWhiteSpace));

    public static readonly ValueForm File = new("a file that exists", System.IO.File.Exists);

    public static readonly ValueForm WebAddress = new("an https address without a path", static value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.PathAndQuery is "/" && address.UserInfo.Length == 0);

    public static readonly ValueForm JsonObject = new("a JSON object of texts", IsJsonObject);

    public static ValueForm OneOf(params string[] choices) => new(string.Join(" or ", choices), value => choices.Contains(value, StringComparer.Ordinal));

    public static ValueForm Between(int least, int most) =>
        new($"a whole number from {least} to {most}", value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    private static bool IsAccount(string value) => value.Length == 12 && value.All(char.IsAsciiDigit);

    private static bool IsRegion(string value) => value.Split('-').Length >= 3 && value.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static bool IsJsonObject(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
