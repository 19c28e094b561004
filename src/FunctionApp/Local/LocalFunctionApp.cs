using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge;

namespace RootWatch.FunctionApp.Local;

/// <summary>The whole function app inside another process: for the demo and for tests. Links lead to it, unless the settings say otherwise.</summary>
public sealed class LocalFunctionApp : IAsyncDisposable
{
    private readonly IHost _host;

    private LocalFunctionApp(IHost host)
    {
        _host = host;
        var addresses = host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        BaseAddress = new Uri(addresses.Addresses.Single());

        // Which port it is, is known only now; links are made later.
        host.Services.GetRequiredService<IOptions<Bridge.Links.LinkOptions>>().Value.BaseUrl ??= BaseAddress;
    }

    public Uri BaseAddress { get; }

    public Uri EventsUrl => new(BaseAddress, "api/events");

    /// <param name="settings">The app's settings, by configuration key.</param>
    /// <param name="configure">Replaces services; its logging is off unless it adds a provider.</param>
    /// <param name="port">The loopback port; 0 for a free one.</param>
    /// <param name="pages">Adds pages of a local run.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LocalFunctionApp> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null, int port = 0, Action<IEndpointRouteBuilder>? pages = null, CancellationToken cancellationToken = default)
    {
        var builder = FunctionsApplication.CreateBuilder(typeof(LocalFunctionApp).Assembly, port);
        builder.Logging.ClearProviders();
        builder.Pages = pages;
        builder.Configuration.AddInMemoryCollection(settings);
        builder.ConfigureFunctionsWebApplication();
        configure?.Invoke(builder.Services);
        builder.Services.AddBridge();
        builder.Services.AddTopicPublisher();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new LocalFunctionApp(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
