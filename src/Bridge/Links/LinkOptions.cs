using System.ComponentModel.DataAnnotations;

namespace RootWatch.Bridge.Links;

/// <summary>Signed links in messages. Section <c>Links</c>. With nothing set, messages hold none.</summary>
public sealed class LinkOptions : IValidatableObject
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

    internal string? SigningKeyId => !string.IsNullOrEmpty(SignWith) ? SignWith : Keys.Count == 1 ? Keys.Keys.Single() : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ValidHours is < 1 or > 8760)
        {
            yield return new ValidationResult($"Links:ValidHours is {ValidHours}; it must be between 1 and 8760.");
        }

        if (BaseUrl is not null && (!BaseUrl.IsAbsoluteUri || (!BaseUrl.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.Ordinal) && !BaseUrl.IsLoopback)))
        {
            yield return new ValidationResult($"Links:BaseUrl is \"{BaseUrl}\"; it must be the function app's https URL.");
        }

        if (BaseUrl is not null && Keys.Count == 0)
        {
            yield return new ValidationResult("Links:BaseUrl is set, but there is no key to sign with: set Links:Keys:<id> to at least 32 random characters.");
        }

        if (Keys.FirstOrDefault(key => key.Value is not { Length: >= ShortestSecret }) is { Key: { } tooShort })
        {
            yield return new ValidationResult($"Links:Keys:{tooShort} is shorter than {ShortestSecret} characters (its value is secret and not repeated here).");
        }

        if (Keys.Count > 0 && (SigningKeyId is null || !Keys.ContainsKey(SigningKeyId)))
        {
            yield return new ValidationResult($"Links:SignWith is \"{SignWith}\"; it must be the id of one of Links:Keys.");
        }
    }
}
