using Amazon.Runtime.Signing;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Acknowledgements;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Checks;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Expectations;
using RootWatch.Bridge.Health;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.KnownEvents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Notifications.Teams.Workflows;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Receipts;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Regions;
using RootWatch.Bridge.Requests;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Settings;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;
using RootWatch.Bridge.Sweeping;
using RootWatch.Bridge.Telemetry;
using RootWatch.Bridge.TestEvents;

namespace RootWatch.Bridge;

/// <summary>Everything between the triggers and the channels. The host adds an <see cref="ITopicPublisher"/>.</summary>
public static class BridgeServices
{
    public static IServiceCollection AddBridge(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<ChangeSets>();
        services.AddSingleton<EventIngestion>();
        services.AddSingleton<UnknownDetailTypes>();
        services.AddSingleton<HealthEndpoint>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<OutgoingComposer>();
        services.AddSingleton<UnusableSettings>();
        services.AddSingleton<ChannelWatch>();
        services.AddHostedService<ChannelWatchAtStart>();
        services.AddSingleton<ChannelMonitor>();
        services.AddSingleton(ConfiguredChannels);
        services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>();
        services.AddOptions<DisplayOptions>().BindConfiguration(DisplayOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DisplayOptions>, DisplayOptionsValidator>();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<DisplayOptions>>().Value.Times);
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LinkOptions>, LinkOptionsValidator>();
        services.AddChecked<LinkOptions>();
        services.AddSingleton<LinkSigner>();
        services.AddOptions<EntraOptions>().BindConfiguration(EntraOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EntraOptions>, EntraOptionsValidator>();
        services.AddChecked<EntraOptions>();
        services.AddSingleton<EntraCallers>();
        services.AddChannelHttpClient(EntraCallers.HttpClientName);
        return services.AddTelemetry().AddEnrichment().AddHeartbeat().AddReconciliation().AddLedger().AddDetection().AddSns().AddTeams();
    }

    private static IServiceCollection AddEnrichment(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>();
        services.AddOptions<GeoLite2Options>().BindConfiguration(GeoLite2Options.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GeoLite2Options>, GeoLite2OptionsValidator>();
        services.AddChecked<AccountOptions>().AddChecked<GeoLite2Options>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<OrganizationTags>();
        services.AddSingleton<AddressBook>();
        services.AddHttpClient(OrganizationTags.HttpClientName)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static provider => new SigV4SigningHandler(
                provider.GetRequiredService<AwsIdentity>().Credentials,
                OrganizationTags.RegionOf(provider.GetRequiredService<IOptions<SnsOptions>>().Value),
                "organizations",
                SingleAttempt.CreateHandler(provider.GetRequiredService<TimeProvider>())));
        return services;
    }

    private static IServiceCollection AddHeartbeat(this IServiceCollection services)
    {
        services.AddOptions<HeartbeatOptions>().BindConfiguration(HeartbeatOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HeartbeatOptions>, HeartbeatOptionsValidator>();
        services.AddSingleton<RedriveAdvice>();
        services.AddSingleton<Spokes>();
        services.AddSingleton<RegionChanges>();
        services.AddSingleton<WeeklyReport>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<HeartbeatIngestion>();
        services.AddSingleton<CoverageEndpoint>();
        services.AddSingleton<TestEndpoint>();
        services.AddSingleton<ChecksEndpoint>();
        return services;
    }

    private static IServiceCollection AddReconciliation(this IServiceCollection services)
    {
        services.AddOptions<ReconcileOptions>().BindConfiguration(ReconcileOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReconcileOptions>, ReconcileOptionsValidator>();
        services.AddChecked<ReconcileOptions>();
        services.TryAddSingleton<LookupRunner>();
        services.AddSingleton<ReconcileRuns>();
        services.AddSingleton<ReconciledAccounts>();
        services.AddSingleton<MissedRecords>();
        services.AddSingleton<AccountReviewer>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<ReconcileEndpoint>();
        services.AddSingleton<Postures>();
        services.AddSingleton<PostureWatch>();
        services.AddSingleton<PostureEndpoint>();
        services.AddSingleton<AwsPlaces>();
        services.AddSingleton<SignedCalls>();
        services.AddSingleton<ReaderSessions>();
        services.TryAddSingleton<IAccountReader, SigningAccountReader>();
        services.AddChannelHttpClient(SignedCalls.HttpClientName);
        return services;
    }

    private static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.AddOptions<LedgerOptions>().BindConfiguration(LedgerOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>();
        services.AddChecked<LedgerOptions>();
        services.TryAddSingleton(Store);
        services.AddSingleton<LedgerMonitor>();
        services.AddSingleton<PolicyInForce>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<DeliveryLedger>();
        services.AddSingleton<ResilientLedger>();
        services.AddSingleton<ChannelOutages>();
        services.AddSingleton<ExpectationWindows>();
        services.AddSingleton<ExpectationsEndpoint>();
        services.AddSingleton<BrowserSignIn>();
        services.AddSingleton<CredentialFollower>();
        services.AddSingleton<IncidentArchive>();
        services.AddSingleton<IncidentEndpoint>();
        services.AddSingleton<ResponseChecklists>();
        services.AddSingleton<ResponseFollower>();
        services.AddSingleton<ResponseEndpoint>();
        services.AddSingleton<IncidentsEndpoint>();
        services.AddSingleton<AcknowledgeEndpoint>();
        services.AddSingleton<ReceiptEndpoint>();
        services.AddSingleton<UnknownEventsEndpoint>();
        return services;
    }

    private static IServiceCollection AddDetection(this IServiceCollection services)
    {
        services.AddOptions<DetectionOptions>().BindConfiguration(DetectionOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DetectionOptions>, DetectionOptionsValidator>();
        services.AddChecked<DetectionOptions>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DetectionOptions>>().Value.Policy());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DetectionOptions>>().Value.Profiles());
        return services;
    }

    private static IServiceCollection AddSns(this IServiceCollection services)
    {
        services.AddOptions<SnsOptions>().BindConfiguration(SnsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SnsOptions>, SnsOptionsValidator>();
        services.AddSingleton<IValidateOptions<SnsOptions>, SomeChannelValidator>();
        services.AddSingleton<IValidateOptions<SnsOptions>, UsableChannelValidator>();
        services.AddSingleton<IValidateOptions<SnsOptions>, ReceiptsValidator>();
        services.AddOptions<AwsOptions>().BindConfiguration(AwsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsValidator>();
        services.AddChecked<SnsOptions>().AddChecked<AwsOptions>();
        services.TryAddSingleton<AwsIdentity>();
        services.TryAddSingleton<TokenCredential>(provider => ManagedIdentity(provider.GetRequiredService<IOptions<AwsOptions>>().Value));
        return services;
    }

    private static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddOptions<TeamsOptions>().BindConfiguration(TeamsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsValidator>();
        services.AddChecked<TeamsOptions>();
        services.AddSingleton<GraphAccount>();
        services.AddSingleton<GraphSignIn>();
        services.AddSingleton<IMsalHttpClientFactory, GraphHttpClients>();
        services.AddChannelHttpClient(WorkflowChannel.HttpClientName);
        services.AddChannelHttpClient(GraphHttpClients.Api).AddHttpMessageHandler(static provider => new ResponseCapture(provider.GetRequiredService<TimeProvider>()));
        services.AddChannelHttpClient(GraphHttpClients.SignIn);
        return services;
    }

    // No logging: a webhook's address is a secret. No redirects: a webhook has no business to give one.
    private static IHttpClientBuilder AddChannelHttpClient(this IServiceCollection services, string name) =>
        services.AddHttpClient(name)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static provider => SingleAttempt.CreateHandler(provider.GetRequiredService<TimeProvider>()));

    private static IIncidentStore Store(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<LedgerOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        return options.IsInMemory
            ? new InMemoryIncidentStore(time)
            : new MonitoredStore(
                options.Problem is { } problem ? new UnusableStore(problem.ToString()) : new AzureTableIncidentStore(options.Table(provider.GetRequiredService<TokenCredential>()), time),
                provider.GetRequiredService<LedgerMonitor>());
    }

    private static IReadOnlyList<INotificationChannel> ConfiguredChannels(IServiceProvider provider)
    {
        var sns = provider.GetRequiredService<IOptions<SnsOptions>>().Value;
        var teams = provider.GetRequiredService<IOptions<TeamsOptions>>().Value;
        var settings = provider.GetRequiredService<UnusableSettings>();
        return
        [
            .. string.IsNullOrEmpty(sns.TopicArn) ? Array.Empty<INotificationChannel>()
                : [Usable(SnsOptions.Topic, [SnsOptions.Topic, AwsOptions.Everything], () => Topic(SnsOptions.Topic, sns.TopicArn, TopicMessageComposer.Compose))],
            .. string.IsNullOrEmpty(sns.AmazonQTopicArn) ? Array.Empty<INotificationChannel>()
                : [Usable(SnsOptions.AmazonQ, [SnsOptions.AmazonQ, SnsOptions.Topic, AwsOptions.Everything], () => Topic(SnsOptions.AmazonQ, sns.AmazonQTopicArn, TopicMessageComposer.ComposeForAmazonQ))],
            .. teams.Via switch
            {
                TeamsVia.None => Array.Empty<INotificationChannel>(),
                TeamsVia.Workflow => [Usable(TeamsOptions.Channel, [TeamsOptions.Channel], () => ActivatorUtilities.CreateInstance<WorkflowChannel>(provider))],
                TeamsVia.Graph => [Usable(TeamsOptions.Channel, [TeamsOptions.Channel], () => ActivatorUtilities.CreateInstance<GraphChannel>(provider))],
                _ => throw new ArgumentOutOfRangeException(nameof(provider), teams.Via, message: null),
            },
        ];

        INotificationChannel Usable(string name, string[] needs, Func<INotificationChannel> create) =>
            settings.Of(needs) is { Count: > 0 } because ? new UnusableChannel(name, because) : create();

        SnsChannel Topic(string name, string topic, Func<OutgoingMessage, string, TopicMessage> compose) =>
            new(
                name, topic, compose, provider.GetRequiredService<AwsIdentity>(), provider.GetRequiredService<ITopicPublisher>(),
                ActivatorUtilities.CreateInstance<TopicSubscribers>(provider, topic));
    }

    private static ManagedIdentityCredential ManagedIdentity(AwsOptions aws) =>
        new(string.IsNullOrEmpty(aws.ManagedIdentityClientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(aws.ManagedIdentityClientId));
}
