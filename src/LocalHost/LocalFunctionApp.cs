using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;
using RootWatch.FunctionApp;

namespace RootWatch.LocalHost;

/// <summary>The whole function app on Kestrel, in this process and on the loopback address alone. Links lead to it, unless the settings say otherwise.</summary>
public sealed class LocalFunctionApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalFunctionApp(WebApplication app)
    {
        _app = app;
        BaseAddress = new Uri(app.Urls.Single());

        // Which port it is, is known only now; links are made later.
        app.Services.GetRequiredService<IOptions<Bridge.Links.LinkOptions>>().Value.BaseUrl ??= BaseAddress;
    }

    public Uri BaseAddress { get; }

    public Uri EventsUrl => new(BaseAddress, "api/events");

    /// <param name="settings">The app's settings, by configuration key; they win against environment variables.</param>
    /// <param name="configure">Replaces services; logging is off unless it adds a provider.</param>
    /// <param name="port">The loopback port; 0 for a free one.</param>
    /// <param name="pages">Adds pages of a local run.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LocalFunctionApp> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null,
        int port = 0,
        Action<IEndpointRouteBuilder>? pages = null,
        CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        configure?.Invoke(builder.Services);

        // As the Functions worker does, for its services change how pages are rendered.
        builder.Services.AddMvc();

        // MVC's brings ASP.NET Core's own sign-in before every request, which the worker does not run and nobody here uses.
        builder.Services.RemoveAll<IAuthenticationSchemeProvider>().RemoveAll<IAuthorizationHandlerProvider>();
        builder.Services.AddFunctionApp();
        builder.Services.AddOptions<FunctionKeyOptions>().BindConfiguration(FunctionKeyOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<FunctionKeyOptions>, FunctionKeyOptionsValidator>();
        builder.Services.AddChecked<FunctionKeyOptions>();
        builder.Services.AddSingleton<FunctionKeys>();

        var functions = typeof(FunctionAppServices).Assembly;
        var timers = functions.TriggeredBy<TimerTriggerAttribute>(builder.Configuration).Select(found => new TimerFunction(found.Name, found.Method, found.Trigger)).ToList();
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<FunctionTimers>(provider, timers));

        var app = builder.Build();
        app.MapFunctions(functions, HostJson.RoutePrefix(AppContext.BaseDirectory));
        pages?.Invoke(app);
        await app.StartAsync(cancellationToken);
        return new LocalFunctionApp(app);
    }

    /// <summary>Completes when the process is asked to end: by Ctrl+C or a signal.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
