using Amazon.Runtime.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.LocalHost;

public static class TopicPublisherServices
{
    public static IServiceCollection AddTopicPublisher(this IServiceCollection services)
    {
        services.AddSingleton<ITopicPublisher, SigningTopicPublisher>();
        services.AddHttpClient(SigningTopicPublisher.HttpClientName)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => new SigV4SigningHandler(
                provider.GetRequiredService<AwsIdentity>().Credentials,
                provider.GetRequiredService<IOptions<SnsOptions>>().Value.TopicRegion(),
                "sns",
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }));
        return services;
    }
}
