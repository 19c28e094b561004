using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RootWatch.LocalHost;

/// <summary>Stands in for the Functions worker's builder: the same functions, on Kestrel, on the loopback address alone.</summary>
public sealed class FunctionsApplicationBuilder
{
    private readonly WebApplicationBuilder _builder;
    private readonly Assembly _functions;

    internal FunctionsApplicationBuilder(string[] args, Assembly functions, int port)
    {
        _functions = functions;
        _builder = WebApplication.CreateSlimBuilder(args);
        var listenOn = _builder.Configuration.GetValue("port", port);
        _builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, listenOn);
        });
        _builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }

    public IServiceCollection Services => _builder.Services;

    public IConfigurationManager Configuration => _builder.Configuration;

    public ILoggingBuilder Logging => _builder.Logging;

    /// <summary>Other pages than the functions', for a local run alone.</summary>
    public Action<IEndpointRouteBuilder>? Pages { get; set; }

    public FunctionsApplicationBuilder ConfigureFunctionsWebApplication()
    {
        Services.AddOptions<FunctionKeyOptions>().BindConfiguration(FunctionKeyOptions.SectionName).ValidateOnStart();
        Services.AddSingleton<IValidateOptions<FunctionKeyOptions>, FunctionKeyOptionsValidator>();
        return this;
    }

    public IHost Build()
    {
        var app = _builder.Build();
        app.MapFunctions(_functions, HostJson.RoutePrefix(AppContext.BaseDirectory));
        Pages?.Invoke(app);
        return app;
    }
}
