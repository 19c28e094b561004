using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Callers;

/// <summary>Callers who show an Entra ID token instead of the function key. Section <c>Entra</c>. With nothing set, there are none.</summary>
public sealed class EntraOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Entra";

    /// <summary>The Entra tenant's id. Default: none, and no token is accepted.</summary>
    public string? TenantId { get; set; }

    /// <summary>Whom a token must be for, such as api://&lt;application id&gt;. Needed with <see cref="TenantId"/>.</summary>
    public string? Audience { get; set; }

    /// <summary>The application id of the registration that people sign in to in their browser, for the incidents' pages; it needs the redirect URI &lt;Links:BaseUrl&gt;/api/entra/signed-in and ID tokens. Default: none, and nobody signs in.</summary>
    public string? SignInClientId { get; set; }

    /// <summary>The app role that a caller must have. Default: RootWatch.Operator.</summary>
    public string Role { get; set; } = "RootWatch.Operator";

    /// <summary>The app role that an EventBridge connection with OAuth must have. Default: RootWatch.Sender.</summary>
    public string SenderRole { get; set; } = "RootWatch.Sender";

    /// <summary>Entra ID's address, for the national clouds. Default: https://login.microsoftonline.com.</summary>
    public Uri LoginUrl { get; set; } = new("https://login.microsoftonline.com");

    /// <summary>Whether tokens are accepted at all.</summary>
    internal bool TakesTokens => !string.IsNullOrEmpty(TenantId) && OfTokens().All(static setting => setting is null);

    /// <summary>Whom people sign in to; null where nobody can.</summary>
    internal string? SignInTo => TakesTokens && !string.IsNullOrEmpty(SignInClientId) && !Secret.IsUnresolved(SignInClientId) ? SignInClientId : null;

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        OfTokens().Append(UnusableSetting.OfReference("Entra:SignInClientId", SignInClientId, "sign-in")).OfType<UnusableSetting>();

    private IEnumerable<UnusableSetting?> OfTokens() => Texts().Select(static text => UnusableSetting.OfReference($"Entra:{text.Name}", text.Value, "Entra ID tokens"));

    private (string Name, string? Value)[] Texts() => [(nameof(TenantId), TenantId), (nameof(Audience), Audience), (nameof(Role), Role), (nameof(SenderRole), SenderRole)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(TenantId) != string.IsNullOrEmpty(Audience))
        {
            yield return new ValidationResult("Entra:TenantId and Entra:Audience belong together: set both to accept tokens, or neither.");
        }

        foreach (var (name, _) in Texts().Append((Name: nameof(SignInClientId), Value: SignInClientId)).Where(static text => Secret.IsPlaceholder(text.Value)))
        {
            yield return new ValidationResult($"Entra:{name} is a placeholder; set it, or take it away.");
        }

        if (!WebAddress.IsSafe(LoginUrl))
        {
            yield return new ValidationResult($"Entra:LoginUrl is \"{LoginUrl}\"; it must be an https URL.");
        }

        if (!string.IsNullOrEmpty(SignInClientId) && string.IsNullOrEmpty(TenantId))
        {
            yield return new ValidationResult("Entra:SignInClientId is set, but there is no Entra:TenantId to sign in to.");
        }

        if (string.IsNullOrWhiteSpace(Role))
        {
            yield return new ValidationResult("Entra:Role is empty; it must name an app role, such as RootWatch.Operator.");
        }

        if (string.IsNullOrWhiteSpace(SenderRole))
        {
            yield return new ValidationResult("Entra:SenderRole is empty; it must name an app role, such as RootWatch.Sender.");
        }
    }
}
