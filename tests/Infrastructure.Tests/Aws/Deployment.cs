using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.LocalHost;
using RootWatch.Simulator;
using RootWatch.Simulator.Deployed;
using RootWatch.Simulator.Sinks;
using RootWatch.Tests.Time;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>All of RootWatch: hub and spoke as stacks on moto_server, the function app before them, a stand-in for Teams.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    public const string Key = "the-function-key-of-the-deployment";
    public const string Tenant = "22222222-3333-4444-8555-666666666666";
    public const string Identity = "33333333-4444-4555-8666-777777777777";
    public const string Audience = "api://rootwatch";
    public const string SpokeRegion = "us-east-1";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private LocalFunctionApp? _function;
    private int _port;

    private Deployment(MotoServer moto, RecordingSinks sinks)
    {
        Moto = moto;
        Sinks = sinks;
        Hub = new DeployedBus(moto.Api, MotoServer.Region, "rootwatch", _time) { RetryScheduled = (_, wait) => _time.AdvanceInTurn(wait) };
    }

    public MotoServer Moto { get; }

    public RecordingSinks Sinks { get; }

    public DeployedBus Hub { get; }

    public IReadOnlyDictionary<string, string> HubOutputs { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Uri FunctionUrl => new($"http://127.0.0.1:{_port}/api/events");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<Deployment> CreateAsync() => CreateAsync(Template.Read("hub"), Template.Read("spoke"));

    public static async Task<Deployment> CreateAsync(JsonObject hub, JsonObject spoke)
    {
        var deployment = new Deployment(await MotoServer.StartAsync(), await RecordingSinks.StartAsync(TimeProvider.System, Cancellation));
        try
        {
            await deployment.DeployAsync(hub, spoke);
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    public async Task StartFunctionAsync(params (string Name, string Value)[] more)
    {
        _function = await LocalFunctionApp.StartAsync(
            new Dictionary<string, string?>(more.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)), StringComparer.Ordinal)
            {
                ["LocalHost:FunctionKeys:0"] = Key,
                ["Sns:TopicArn"] = $"arn:aws:sns:{MotoServer.Region}:{MotoCloud.Account}:rootwatch-alerts",
                ["Sns:ServiceUrl"] = Moto.Url.AbsoluteUri,
                ["Aws:RoleArn"] = $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-bridge",
                ["Aws:TokenAudience"] = Audience,
                ["Aws:StsServiceUrl"] = Moto.Url.AbsoluteUri,
                ["Teams:Via"] = "Workflow",
                ["Teams:Workflow:Url"] = Sinks.WorkflowUrl.AbsoluteUri,
                ["Notifications:SecondsBetweenMessages"] = "0",
            },
            services => services.AddSingleton<TokenCredential>(new ManagedIdentity()),
            _port,
            cancellationToken: Cancellation);
        _port = _function.BaseAddress.Port;
    }

    public async Task StopFunctionAsync()
    {
        if (_function is not null)
        {
            await _function.DisposeAsync();
            _function = null;
        }
    }

    /// <summary>A queue of that name, subscribed to the alert topic, before anything is told.</summary>
    public async Task<string> SubscribeAsync(string name)
    {
        var queue = await SqsAsync("CreateQueue", new JsonObject { ["QueueName"] = name });
        await Moto.Api.QueryAsync(
            "sns", MotoServer.Region, "2010-03-31", "Subscribe", [("TopicArn", HubOutputs["TopicArn"]), ("Protocol", "sqs"), ("Endpoint", $"arn:aws:sqs:{MotoServer.Region}:{MotoCloud.Account}:{name}")], Cancellation);
        return (string)queue["QueueUrl"]!;
    }

    /// <summary>Puts an event onto the spoke's own bus, as AWS does; moto's rules carry it to the hub.</summary>
    public async Task PutAsync(string source, string detailType, string detail)
    {
        var entry = new JsonObject { ["Source"] = source, ["DetailType"] = detailType, ["Detail"] = detail };
        var answer = await Moto.Api.JsonAsync("events", SpokeRegion, "AWSEvents.PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) }, Cancellation);
        ((int)answer["FailedEntryCount"]!).ShouldBe(0);
    }

    public async Task PutSampleAsync(string sample)
    {
        using var envelope = JsonDocument.Parse(Sample.Envelope(sample));
        await PutAsync(envelope.RootElement.GetProperty("source").GetString()!, envelope.RootElement.GetProperty("detail-type").GetString()!, Encoding.UTF8.GetString(Sample.Record(sample)));
    }

    /// <summary>Puts the record of a CloudTrail probe that this account's spoke has just made.</summary>
    public Task PutCloudTrailProbeAsync() =>
        PutAsync("aws.events", "AWS API Call via CloudTrail", Encoding.UTF8.GetString(Sample.Record("silent-cloudtrail-probe"))
            .Replace("111122223333", MotoCloud.Account, StringComparison.Ordinal)
            .Replace("2026-11-18T11:52:04Z", _time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), StringComparison.Ordinal));

    /// <summary>Delivers what the hub's rules have matched.</summary>
    public Task<IReadOnlyList<DeliveryReport>> DeliverAsync() => Hub.DeliverAsync(MotoCloud.Account, SpokeRegion, Cancellation);

    public async Task<IReadOnlyList<JsonNode>> ReceiveAsync(string queueUrl)
    {
        var batch = await SqsAsync("ReceiveMessage", new JsonObject { ["QueueUrl"] = queueUrl, ["MaxNumberOfMessages"] = 10, ["VisibilityTimeout"] = 0, ["MessageAttributeNames"] = new JsonArray("All") });
        return batch["Messages"] is JsonArray messages ? [.. messages.Select(message => message!)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        await StopFunctionAsync();
        await Sinks.DisposeAsync();
        await Moto.DisposeAsync();
    }

    private async Task DeployAsync(JsonObject hub, JsonObject spoke)
    {
        await StartFunctionAsync();
        HubOutputs = await new MotoCloud(Moto.Api, MotoServer.Region).DeployAsync("hub", hub, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FunctionUrl"] = FunctionUrl.AbsoluteUri,
            ["FunctionKey"] = Key,
            ["OrganizationId"] = "o-a1b2c3d4e5",
            ["EntraTenantId"] = Tenant,
            ["BridgeObjectId"] = Identity,
            ["BridgeAudience"] = Audience,
            ["AlertEmail"] = "on-call@example.com",
            ["OperationsEmail"] = "operations@example.com",
        });
        await new MotoCloud(Moto.Api, SpokeRegion).DeployAsync("spoke", spoke, new Dictionary<string, string>(StringComparer.Ordinal) { ["HubBusArn"] = HubOutputs["BusArn"] });
        await Hub.ReadAsync(Cancellation);
    }

    private Task<JsonNode> SqsAsync(string operation, JsonObject request) => Moto.Api.JsonAsync("sqs", MotoServer.Region, $"AmazonSQS.{operation}", request, Cancellation);

    private sealed class ManagedIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("a-managed-identitys-token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
