using System.Collections.Concurrent;
using System.Text.Json;
using System.Xml.Linq;
using Amazon.Runtime;
using RootWatch.Simulator.Aws;

namespace RootWatch.Tests.Aws;

/// <summary>moto_server: SNS, SQS, IAM and STS, with signatures and permissions checked once asked to.</summary>
internal sealed class MotoServer : IAsyncDisposable
{
    public const string Region = "eu-central-1";

    // A start takes seconds, most of them to load what CloudFormation may create; forgetting everything takes none.
    private static readonly ConcurrentBag<MotoServer> Idle = [];

    private readonly Child _process;
    private readonly HttpClient _plain = new();
    private bool _checksSignatures;

    static MotoServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        while (Idle.TryTake(out var server))
        {
            server._process.Kill();
        }
    };

    private MotoServer(Child process, Uri url)
    {
        _process = process;
        Url = url;
        Api = new AwsApi(new BasicAWSCredentials("test", "test"), url);
    }

    public Uri Url { get; }

    /// <summary>Its API, as somebody who may do everything as long as permissions are not checked.</summary>
    public AwsApi Api { get; }

    public static async Task<MotoServer> StartAsync()
    {
        while (Idle.TryTake(out var idle))
        {
            if (await idle.ForgetAsync())
            {
                return idle;
            }

            await idle.EndAsync();
        }

        var program = Tool.Require("moto_server", "pip install 'moto[server]'");
        var process = Child.Start(program, ["-H", "127.0.0.1", "-p", "0"], new Dictionary<string, string>(StringComparer.Ordinal) { ["PYTHONUNBUFFERED"] = "1" });
        var line = await process.SawAsync("Running on http://");
        return new MotoServer(process, new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()));
    }

    /// <summary>From now on every call needs a good signature and a permission.</summary>
    public async Task CheckSignaturesAsync()
    {
        using var zero = new StringContent("0");
        using var response = await _plain.PostAsync(new Uri(Url, "moto-api/reset-auth"), zero, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        _checksSignatures = true;
    }

    /// <summary>A topic with a queue subscribed to it.</summary>
    public async Task<MotoTopic> CreateTopicAsync(string name, bool isFifo = false)
    {
        (string, string)[] fifo = isFifo ? [("Attributes.entry.1.key", "FifoTopic"), ("Attributes.entry.1.value", "true")] : [];
        (string, string)[] fifoQueue = isFifo ? [("Attribute.1.Name", "FifoQueue"), ("Attribute.1.Value", "true")] : [];
        var suffix = isFifo ? ".fifo" : string.Empty;
        var topic = ValueOf(await CallAsync("sns", "CreateTopic", "2010-03-31", [("Name", name + suffix), .. fifo]), "TopicArn");
        var queue = ValueOf(await CallAsync("sqs", "CreateQueue", "2012-11-05", [("QueueName", name + "-queue" + suffix), .. fifoQueue]), "QueueUrl");
        var queueArn = $"arn:aws:sqs:{Region}:{topic.Split(':')[4]}:{name}-queue{suffix}";
        await CallAsync("sns", "Subscribe", "2010-03-31", [("TopicArn", topic), ("Protocol", "sqs"), ("Endpoint", queueArn)]);
        return new MotoTopic(topic, queue);
    }

    /// <summary>A user's key that may do something. moto knows actions, not resources: every permission is for all of them.</summary>
    public async Task<BasicAWSCredentials> CreateKeyAsync(string user, params string[] actions)
    {
        await CallAsync("iam", "CreateUser", "2010-05-08", [("UserName", user)]);
        await CallAsync("iam", "PutUserPolicy", "2010-05-08", [("UserName", user), ("PolicyName", "p"), ("PolicyDocument", Policy(actions))]);
        var key = await CallAsync("iam", "CreateAccessKey", "2010-05-08", [("UserName", user)]);
        return new BasicAWSCredentials(ValueOf(key, "AccessKeyId"), ValueOf(key, "SecretAccessKey"));
    }

    /// <summary>A role that may do something.</summary>
    public async Task<string> CreateRoleAsync(string name, params string[] actions)
    {
        var role = await CallAsync("iam", "CreateRole", "2010-05-08", [("RoleName", name), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":[]}""")]);
        await CallAsync("iam", "PutRolePolicy", "2010-05-08", [("RoleName", name), ("PolicyName", "p"), ("PolicyDocument", Policy(actions))]);
        return ValueOf(role, "Arn");
    }

    /// <summary>What a subscriber of the topic would have got: SNS's JSON envelope of each message.</summary>
    public async Task<IReadOnlyList<string>> ReceiveAsync(MotoTopic topic, AWSCredentials? credentials = null)
    {
        var messages = await CallAsync("sqs", "ReceiveMessage", "2012-11-05", [("QueueUrl", topic.QueueUrl), ("MaxNumberOfMessages", "10")], credentials);
        return [.. messages.Descendants().Where(element => element.Name.LocalName is "Body").Select(body => body.Value)];
    }

    /// <summary>Ends it, or keeps it for the next test of this process.</summary>
    public async ValueTask DisposeAsync()
    {
        // What checks signatures does so until it ends.
        if (_checksSignatures)
        {
            await EndAsync();
        }
        else
        {
            Idle.Add(this);
        }
    }

    /// <summary>Forgets all that was created; false where it no longer answers.</summary>
    private async Task<bool> ForgetAsync()
    {
        try
        {
            using var response = await _plain.PostAsync(new Uri(Url, "moto-api/reset"), content: null, TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task EndAsync()
    {
        _plain.Dispose();
        Api.Dispose();
        await _process.DisposeAsync();
    }

    private static string Policy(string[] actions) =>
        JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new[] { new { Effect = "Allow", Action = actions, Resource = "*" } } });

    private static string ValueOf(XElement answer, string element) => answer.Descendants().First(found => found.Name.LocalName == element).Value;

    private async Task<XElement> CallAsync(string service, string action, string version, (string Name, string Value)[] parameters, AWSCredentials? credentials = null)
    {
        using var caller = credentials is null ? null : Api.As(credentials);
        return await (caller ?? Api).QueryAsync(service, Region, version, action, parameters, TestContext.Current.CancellationToken);
    }
}
