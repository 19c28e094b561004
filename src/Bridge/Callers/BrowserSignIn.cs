using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Requests;

namespace RootWatch.Bridge.Callers;

/// <summary>
/// Lets people see the incidents' pages who sign in to Entra ID in their browser (OpenID Connect, an ID token by form
/// post). Nothing is kept of it: whoever has signed in is led to a link that is good for an hour.
/// </summary>
/// <remarks>https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc</remarks>
public sealed class BrowserSignIn(EntraCallers callers, LinkSigner links, IOptions<EntraOptions> entra, IOptions<LinkOptions> linkOptions)
{
    public const string List = "incidents";
    private const string Cookie = "rootwatch-sign-in";
    private const string Path = "/api/entra/";
    private const int LongestForm = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SignedInFor = TimeSpan.FromHours(1);

    /// <summary>Does what is asked, for a program that shows a token or a person who has signed in; sends a browser to sign in.</summary>
    /// <param name="request">The request.</param>
    /// <param name="subject">What is asked for: the list, or an incident.</param>
    /// <param name="act">Does it.</param>
    public async Task<IResult> GuardAsync(HttpRequest request, string subject, Func<Task<IResult>> act)
    {
        if (links.Check(LinkSigner.SignedIn, subject, request.Query) == LinkVerdict.Good)
        {
            return await act();
        }

        var isPerson = Page.IsAskedFor(request) && string.IsNullOrEmpty(request.Headers.Authorization) && entra.Value.SignInTo is not null;
        return isPerson && Begin(request.HttpContext.Response, subject) is { } signIn ? signIn : await callers.GuardAsync(request, act);
    }

    /// <summary>Takes what Entra ID has the browser post.</summary>
    public async Task<IResult> CompleteAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestForm)
        {
            return Refusal(StatusCodes.Status413PayloadTooLarge, "Entra ID posts less than that.");
        }

        if (!request.HasFormContentType || request.ContentLength is null)
        {
            return Refusal(StatusCodes.Status400BadRequest, "Entra ID posts here what it says of a sign-in; this is something else.");
        }

        var form = await Form.ReadAsync(request, cancellationToken);
        if (form["error"].ToString() is { Length: > 0 } error)
        {
            return Refusal(StatusCodes.Status403Forbidden, WordsFor(error));
        }

        // The cookie ties the answer to the browser that asked.
        if (SubjectOf(form["state"].ToString(), request.Cookies[Cookie]) is not { } subject)
        {
            return Refusal(StatusCodes.Status403Forbidden, "The sign-in was begun somewhere else, or more than ten minutes ago. Open the page again.");
        }

        request.HttpContext.Response.Cookies.Delete(Cookie, Options(TimeSpan.Zero));
        return await callers.CheckSignInAsync(form["id_token"].ToString(), request.Cookies[Cookie]!) switch
        {
            CallerRefusal.None => new SeeOther(Target(subject)!.PathAndQuery),
            CallerRefusal.MissingRole => Refusal(StatusCodes.Status403Forbidden, $"You do not have the role {entra.Value.Role}."),
            CallerRefusal.EntraUnavailable => Refusal(StatusCodes.Status503ServiceUnavailable, "Entra ID's keys cannot be read. Try again in a minute."),
            _ => Refusal(StatusCodes.Status403Forbidden, "What Entra ID said of the sign-in is not valid."),
        };
    }

    // Anybody may post here, so none of what comes stands on the page.
    private static string WordsFor(string error) =>
        error switch
        {
            "access_denied" => "You, or your organization's administrator, did not allow the sign-in.",
            "consent_required" or "interaction_required" or "login_required" => "Entra ID wants to ask you something first. Open the page again; an administrator may have to give consent to the app.",
            "server_error" or "temporarily_unavailable" => "Entra ID does not work just now. Try again in a minute.",
            "invalid_request" or "invalid_resource" or "unauthorized_client" or "unsupported_response_type" => "The app's registration in Entra ID does not allow this sign-in. An administrator can change that.",
            _ => "Entra ID did not sign you in, and does not say why in words that RootWatch knows.",
        };

    private static IResult Refusal(int status, string text) => Page.Message(status, "You are not signed in", text);

    private static CookieOptions Options(TimeSpan age) =>
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.None, Path = Path, MaxAge = age };

    private Uri? Target(string subject) =>
        subject == List ? links.Sign(LinkSigner.SignedIn, List, validFor: SignedInFor) : links.Sign(LinkSigner.Incident, subject, validFor: SignedInFor);

    /// <summary>Null where nothing is set to sign links with.</summary>
    private SeeOther? Begin(HttpResponse response, string subject)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        if (links.Sign(LinkSigner.SignIn, $"{subject}.{nonce}", validFor: Patience) is not { } signed)
        {
            return null;
        }

        response.Cookies.Append(Cookie, nonce, Options(Patience));
        return new SeeOther(QueryHelpers.AddQueryString($"{entra.Value.LoginUrl.AbsoluteUri.TrimEnd('/')}/{entra.Value.TenantId}/oauth2/v2.0/authorize", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client_id"] = entra.Value.SignInClientId,
            ["response_type"] = "id_token",
            ["response_mode"] = "form_post",
            ["scope"] = "openid profile",
            ["redirect_uri"] = new Uri(linkOptions.Value.BaseUrl!, $"{Path}signed-in").AbsoluteUri,
            ["nonce"] = nonce,
            ["state"] = $"{subject}.{nonce}{signed.Query}",
        }));
    }

    private string? SubjectOf(string state, string? nonce)
    {
        var (named, query) = state.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? (state[..at], state[at..]) : (state, string.Empty);
        return nonce is { Length: > 0 }
            && links.Check(LinkSigner.SignIn, named, new QueryCollection(QueryHelpers.ParseQuery(query))) == LinkVerdict.Good
            && named.LastIndexOf('.') is var dot and > 0
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(named[(dot + 1)..]), Encoding.UTF8.GetBytes(nonce))
                ? named[..dot]
                : null;
    }
}
