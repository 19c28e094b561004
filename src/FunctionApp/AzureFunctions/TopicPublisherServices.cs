using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.FunctionApp.AzureFunctions;

internal static class TopicPublisherServices
{
    public static IServiceCollection AddTopicPublisher(this IServiceCollection services) =>
        services.AddSingleton<ITopicPublisher, SdkTopicPublisher>();
}
