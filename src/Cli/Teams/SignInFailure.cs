using System.Net.Sockets;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace RootWatch.Cli.Teams;

/// <summary>What went wrong with a sign-in, in a sentence that says what to do.</summary>
internal static class SignInFailure
{
    public static string SentenceOf(Exception failure) =>
        failure switch
        {
            OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
            MsalException refused => $"Entra ID refused the sign-in ({refused.ErrorCode}). Check the app registration's secret, redirect URI and permission ChannelMessage.Send.",
            HttpRequestException unreachable => $"Entra ID cannot be reached ({unreachable.HttpRequestError}). Check Teams:Graph:LoginUrl and the network, then sign in again.",
            TimeoutException => "Nobody signed in in time. Run the command again, and sign in within ten minutes.",
            AuthenticationFailedException => "The vault of Teams:Graph:TokenCacheSecret needs your own sign-in: run az login, then sign in again.",
            RequestFailedException refused => $"The vault of Teams:Graph:TokenCacheSecret refused ({refused.Status} {refused.ErrorCode}). You need the role Key Vault Secrets Officer there.",
            IOException { InnerException: AddressInUseException } or SocketException => "The port is taken or may not be used. Give another one with --port, and list http://localhost:PORT/ as a redirect URI of the app registration.",
            IOException or UnauthorizedAccessException => $"The tokens cannot be kept in Teams:Graph:TokenCachePath: {failure.Message}",
            OperationCanceledException => "The sign-in ended before anybody signed in, or a service did not answer. Run the command again.",
            UriFormatException or ArgumentException => "A setting or option is no valid address or port. Check --port, Teams:Graph:TenantId and Teams:Graph:LoginUrl.",
            // These name the setting, or the place in local.settings.json.
            JsonException or InvalidOperationException => $"The settings cannot be read: {failure.Message}",
            AggregateException { InnerException: { } inner } => SentenceOf(inner),
            _ => $"The sign-in failed ({failure.GetType().Name}). Check the settings Teams:Graph:*, and run the command again.",
        };
}
