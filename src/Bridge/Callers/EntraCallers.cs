using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace RootWatch.Bridge.Callers;

/// <summary>Lets in who shows an Entra ID token with the right role.</summary>
public sealed class EntraCallers
{
    public const string HttpClientName = "entra-keys";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    // An event must be answered within 4.5 s, whoever has to be asked who sent it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly EntraOptions _options;
    private readonly TimeProvider _time;
    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters? _parameters;
    private readonly Lock _lock = new();
    private Task? _loading;

    public EntraCallers(IOptions<EntraOptions> options, IHttpClientFactory clients, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        if (!_options.TakesTokens)
        {
            return;
        }

        var login = _options.LoginUrl.AbsoluteUri.TrimEnd('/');
        var keys = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{login}/{_options.TenantId}/v2.0/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new EntraDocuments(clients, time),
            new OpenIdConnectConfigurationValidator { MinimumNumberOfKeys = 1 });
        _parameters = new TokenValidationParameters
        {
            ConfigurationManager = keys,
            ValidAudience = _options.Audience,
            // Tokens of version 2, and of version 1.
            ValidIssuers = [$"{login}/{_options.TenantId}/v2.0", $"https://sts.windows.net/{_options.TenantId}/"],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            LifetimeValidator = IsValidNow,
        };
    }

    /// <summary>Whether an ID token that a browser brought is good, and its bearer has the role.</summary>
    /// <param name="idToken">The token.</param>
    /// <param name="nonce">What was asked for with it.</param>
    public async Task<CallerRefusal> CheckSignInAsync(string idToken, string nonce)
    {
        if (_parameters is null || _options.SignInTo is null)
        {
            return CallerRefusal.NotConfigured;
        }

        var parameters = _parameters.Clone();
        parameters.ValidAudience = _options.SignInClientId;
        var result = await ValidateAsync(idToken, parameters);
        return result is { IsValid: true } && !result.ClaimsIdentity.HasClaim("nonce", nonce) ? CallerRefusal.InvalidToken : RefusalOf(result, _options.Role);
    }

    public async Task<CallerRefusal> CheckAsync(HttpRequest request, string role)
    {
        if (_parameters is null)
        {
            return CallerRefusal.NotConfigured;
        }

        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header is not { Scheme: "Bearer", Parameter: { Length: > 0 } token })
        {
            return CallerRefusal.MissingToken;
        }

        return RefusalOf(await ValidateAsync(token, _parameters), role);
    }

    /// <summary>Takes events, from who may send them. All others get what EventBridge tries again, so that a role can be mended within a day.</summary>
    public async Task<IResult> GuardSenderAsync(HttpRequest request, Func<Task<IResult>> act) =>
        await CheckAsync(request, _options.SenderRole) switch
        {
            CallerRefusal.None => await act(),
            CallerRefusal.EntraUnavailable => Results.Problem("Entra ID's keys cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable),
            _ => Results.Problem($"A valid Entra ID token with the role {_options.SenderRole} is needed.", statusCode: StatusCodes.Status401Unauthorized),
        };

    /// <summary>Does what is asked, for who may ask it.</summary>
    public async Task<IResult> GuardAsync(HttpRequest request, Func<Task<IResult>> act) =>
        await CheckAsync(request, _options.Role) switch
        {
            CallerRefusal.None => await act(),
            CallerRefusal.MissingRole => Results.Problem($"The token's bearer does not have the role {_options.Role}.", statusCode: StatusCodes.Status403Forbidden),
            CallerRefusal.EntraUnavailable => Results.Problem("Entra ID's keys cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable),
            _ => Results.Problem("A valid Entra ID token is needed.", statusCode: StatusCodes.Status401Unauthorized),
        };

    private static CallerRefusal RefusalOf(TokenValidationResult? result, string role) =>
        result switch
        {
            null => CallerRefusal.EntraUnavailable,
            { IsValid: true } => result.ClaimsIdentity.HasClaim("roles", role) ? CallerRefusal.None : CallerRefusal.MissingRole,
            _ => CallerRefusal.InvalidToken,
        };

    /// <summary>Null where Entra ID's keys cannot be read, or not in time: nothing can be said of a token then.</summary>
    private async Task<TokenValidationResult?> ValidateAsync(string token, TokenValidationParameters parameters)
    {
        try
        {
            return await Task.Run(ValidateAsync).WaitAsync(Patience, _time);
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            return null;
        }

        async Task<TokenValidationResult> ValidateAsync()
        {
            await LoadedAsync(parameters.ConfigurationManager);
            return await _tokens.ValidateTokenAsync(token, parameters);
        }
    }

    // All callers wait for one question: where the keys were never read, the manager would let each ask after the other.
    // Keys that were read once are good, and renewed behind the callers' backs.
    private Task LoadedAsync(BaseConfigurationManager keys)
    {
        lock (_lock)
        {
            if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _loading = Task.Run(() => keys.GetBaseConfigurationAsync(CancellationToken.None));
            }

            return _loading;
        }
    }

    private bool IsValidNow(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now - ClockSkew < end && (notBefore is null || now + ClockSkew >= notBefore);
    }
}
