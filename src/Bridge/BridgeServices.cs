using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using RootWatch.Bridge.Health;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Notifications.Teams.Workflows;

namespace RootWatch.Bridge;

/// <summary>Everything between the triggers and the channels. The host adds an <see cref="ITopicPublisher"/>.</summary>
public static class BridgeServices
{
    public static IServiceCollection AddBridge(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EventIngestion>();
        services.AddSingleton<UnknownDetailTypes>();
        services.AddSingleton<HealthEndpoint>();
        services.TryAddSingleton<IIncidentStore, InMemoryIncidentStore>();
        services.AddSingleton<Notifier>();
        services.AddSingleton(ConfiguredChannels);
        return services.AddDetection().AddSns().AddTeams();
    }

    private static IServiceCollection AddDetection(this IServiceCollection services)
    {
        services.AddOptions<DetectionOptions>().BindConfiguration(DetectionOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DetectionOptions>, DetectionOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DetectionOptions>>().Value.Policy());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DetectionOptions>>().Value.Profiles());
        return services;
    }

    private static IServiceCollection AddSns(this IServiceCollection services)
    {
        services.AddOptions<SnsOptions>().BindConfiguration(SnsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SnsOptions>, SnsOptionsValidator>();
        services.AddSingleton<IValidateOptions<SnsOptions>, SomeChannelValidator>();
        services.AddOptions<AwsOptions>().BindConfiguration(AwsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsValidator>();
        services.TryAddSingleton<AwsIdentity>();
        services.TryAddSingleton<TokenCredential>(provider => ManagedIdentity(provider.GetRequiredService<IOptions<AwsOptions>>().Value));
        return services;
    }

    private static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddOptions<TeamsOptions>().BindConfiguration(TeamsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsValidator>();
        services.AddSingleton<GraphAccount>();
        services.AddSingleton<GraphSignIn>();
        services.AddSingleton<IMsalHttpClientFactory, GraphHttpClients>();
        services.AddChannelHttpClient(WorkflowChannel.HttpClientName);
        services.AddChannelHttpClient(GraphHttpClients.Api);
        services.AddChannelHttpClient(GraphHttpClients.SignIn);
        return services;
    }

    // No logging: a webhook's address is a secret. No redirects: a webhook has no business to give one.
    private static void AddChannelHttpClient(this IServiceCollection services, string name) =>
        services.AddHttpClient(name)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private static IReadOnlyList<INotificationChannel> ConfiguredChannels(IServiceProvider provider)
    {
        var sns = provider.GetRequiredService<IOptions<SnsOptions>>().Value;
        var teams = provider.GetRequiredService<IOptions<TeamsOptions>>().Value;
        return
        [
            .. string.IsNullOrEmpty(sns.TopicArn) ? Array.Empty<INotificationChannel>() : [ActivatorUtilities.CreateInstance<SnsChannel>(provider)],
            .. teams.Via switch
            {
                TeamsVia.None => Array.Empty<INotificationChannel>(),
                TeamsVia.Workflow => [ActivatorUtilities.CreateInstance<WorkflowChannel>(provider)],
                TeamsVia.Graph => [ActivatorUtilities.CreateInstance<GraphChannel>(provider)],
                _ => throw new ArgumentOutOfRangeException(nameof(provider), teams.Via, message: null),
            },
        ];
    }

    private static ManagedIdentityCredential ManagedIdentity(AwsOptions aws) =>
        new(string.IsNullOrEmpty(aws.ManagedIdentityClientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(aws.ManagedIdentityClientId));
}
