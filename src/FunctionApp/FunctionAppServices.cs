using Amazon.Runtime.Signing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.FunctionApp.Sns;

namespace RootWatch.FunctionApp;

/// <summary>What the functions need, whichever host runs them.</summary>
public static class FunctionAppServices
{
    public static IServiceCollection AddFunctionApp(this IServiceCollection services)
    {
        // ASP.NET Core logs whole addresses, and signatures and keys stand in them. Why a host does not start, HostRunner says.
        services.AddLogging(static logging => logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));

        // The functions have limits of their own, and answer 413; a body that Kestrel refuses is a 500 of the Functions host.
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.Limits.MaxRequestBodySize = null);
        services.AddHttpClient(SigningTopicPublisher.HttpClientName)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static provider => new SigV4SigningHandler(
                provider.GetRequiredService<AwsIdentity>().Credentials,
                provider.GetRequiredService<IOptions<SnsOptions>>().Value.TopicRegion(),
                "sns",
                SingleAttempt.CreateHandler(provider.GetRequiredService<TimeProvider>())));
        services.TryAddSingleton<ITopicSubscriptions, SigningTopicSubscriptions>();
        return services.AddBridge().AddSingleton<ITopicPublisher, TopicPublisher>();
    }
}
