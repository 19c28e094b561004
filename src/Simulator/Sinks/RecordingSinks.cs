using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RootWatch.Simulator.Sinks;

/// <summary>Stand-ins for SNS, a Workflows webhook, Microsoft Graph, Entra ID, a managed identity and what AWS knows of its accounts, on one loopback port.</summary>
public sealed class RecordingSinks : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordingSinks(WebApplication app, TimeProvider time)
    {
        _app = app;
        Sns = new SnsSink(time);
        Workflow = new WorkflowSink(time);
        Graph = new GraphSink(time);
        Entra = new EntraSink(time, Graph);
        ManagedIdentity = new ManagedIdentitySink(time);
        Aws = new AwsSink(time);
    }

    public SnsSink Sns { get; }

    public WorkflowSink Workflow { get; }

    public GraphSink Graph { get; }

    public EntraSink Entra { get; }

    public EntraTokens EntraTokens { get; } = new();

    public ManagedIdentitySink ManagedIdentity { get; }

    public AwsSink Aws { get; }

    public Uri BaseAddress { get; private set; } = null!;

    public Uri SnsUrl => new(BaseAddress, "sns/");

    /// <summary>As long and secret as a real one.</summary>
    public Uri WorkflowUrl => new(BaseAddress, "workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sig=the-webhooks-secret");

    public Uri IdentityUrl => new(BaseAddress, "msi/token");

    public Uri AwsUrl => new(BaseAddress, "aws/");

    public Uri GraphUrl => new(BaseAddress, "v1.0");

    /// <summary>The settings that lead a bridge to the stand-ins for SNS and for a Workflows webhook.</summary>
    public IReadOnlyDictionary<string, string?> ChannelSettings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
        ["Sns:ServiceUrl"] = SnsUrl.AbsoluteUri,
        ["Teams:Via"] = "Workflow",
        ["Teams:Workflow:Url"] = WorkflowUrl.AbsoluteUri,
    };

    public static async Task<RecordingSinks> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        var sinks = new RecordingSinks(builder.Build(), time);
        await sinks.StartAsync(cancellationToken);
        return sinks;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        EntraTokens.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _app.MapPost("/sns/", Sns.HandleAsync);
        _app.MapPost("/workflows/{id}/triggers/manual/paths/invoke", Workflow.HandleAsync);
        _app.MapPost("/v1.0/teams/{team}/channels/{channel}/messages", Graph.HandleAsync);
        _app.MapPost("/v1.0/teams/{team}/channels/{channel}/messages/{message}/replies", Graph.HandleAsync);
        _app.MapPatch("/v1.0/teams/{team}/channels/{channel}/messages/{message}", Graph.HandleAsync);
        _app.MapPost("/{tenant}/oauth2/v2.0/token", Entra.HandleAsync);
        _app.MapGet("/{tenant}/oauth2/v2.0/authorize", EntraTokens.SignInAsync);
        _app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", EntraTokens.DescribeAsync);
        _app.MapGet("/{tenant}/discovery/v2.0/keys", EntraTokens.KeysAsync);
        _app.MapGet("/msi/token", ManagedIdentity.HandleAsync);
        _app.MapPost("/aws/", Aws.HandleAsync);
        _app.MapPost("/aws/listRegions", Aws.HandleAsync);
        await _app.StartAsync(cancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        BaseAddress = new Uri(addresses.Addresses.Single());
    }
}
