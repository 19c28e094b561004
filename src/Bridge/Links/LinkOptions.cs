using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Links;

/// <summary>Signed links in messages. Section <c>Links</c>. With nothing set, messages hold none.</summary>
public sealed class LinkOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Links";

    private const int ShortestSecret = 32;

    /// <summary>The function app's address as people reach it, such as https://rootwatch.azurewebsites.net. Default: none.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The keys, by their ids: every one opens, and the one that <see cref="SignWith"/> names signs. Two while one is being rotated. No default.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The id of the key that signs. Default: the only one.</summary>
    public string? SignWith { get; set; }

    /// <summary>How many hours a link is good for. Default: 168, a week.</summary>
    public int ValidHours { get; set; } = 168;

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        Keys.Select(key => UnusableSetting.OfSecret($"Links:Keys:{key.Key}", key.Value, "links")).OfType<UnusableSetting>();

    internal string? SigningKeyId => !string.IsNullOrEmpty(SignWith) ? SignWith : Keys.Count == 1 ? Keys.Keys.Single() : null;

    /// <summary>The key of that id; null where there is none, or its value is no secret: whoever works out the text of an unresolved reference could sign.</summary>
    internal string? KeyOf(string? id) => id is not null && Keys.TryGetValue(id, out var key) && Secret.ProblemOf(key) is null ? key : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ValidHours is < 1 or > 8760)
        {
            yield return new ValidationResult($"Links:ValidHours is {ValidHours}; it must be between 1 and 8760.");
        }

        if (BaseUrl is not null && !WebAddress.IsSafe(BaseUrl))
        {
            yield return new ValidationResult($"Links:BaseUrl is \"{BaseUrl}\"; it must be the function app's https URL.");
        }

        if (BaseUrl is not null && Keys.Count == 0)
        {
            yield return new ValidationResult("Links:BaseUrl is set, but there is no key to sign with: set Links:Keys:<id> to at least 32 random characters.");
        }

        if (Keys.FirstOrDefault(key => Secret.ProblemOf(key.Value) is null && key.Value.Length < ShortestSecret) is { Key: { } tooShort })
        {
            yield return new ValidationResult($"Links:Keys:{tooShort} is shorter than {ShortestSecret} characters (its value is secret and not repeated here).");
        }

        if (Keys.Count > 0 && (SigningKeyId is null || !Keys.ContainsKey(SigningKeyId)))
        {
            yield return new ValidationResult($"Links:SignWith is \"{SignWith}\"; it must be the id of one of Links:Keys.");
        }
    }
}
