using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge;
using RootWatch.Bridge.Notifications.Teams.Graph;

namespace RootWatch.Chaos;

/// <summary>Signs the service account in at the stand-in for Entra ID, and lets the processes find that.</summary>
internal static class Entra
{
    public const string SinkVariable = "CHAOS_ENTRA";

    /// <summary>Keeps tokens in the cache that the settings name.</summary>
    public static async Task SignInAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddBridge();
        Reroute(services, new Uri(settings[SinkVariable]));
        await using var provider = services.BuildServiceProvider();
        var signIn = provider.GetRequiredService<GraphSignIn>();
        var request = await signIn.BeginAsync(new Uri("http://localhost/"), cancellationToken);
        await signIn.CompleteAsync(request, EntraSink.Code, cancellationToken);
    }

    public static void Reroute(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable(SinkVariable) is { } sink)
        {
            Reroute(services, new Uri(sink));
        }
    }

    private static void Reroute(IServiceCollection services, Uri sink) =>
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new ToSink(sink)));

    private sealed class ToSink(Uri sink) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host is "login.microsoftonline.com")
            {
                request.RequestUri = new Uri(sink, request.RequestUri.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
