using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Sns.Ocsf;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Benchmarks;

/// <summary>One alert written for each reader.</summary>
public class MessageBenchmarks
{
    private readonly OutgoingMessage _outgoing = Records.Message();

    [Benchmark]
    public int Card() => JsonSerializer.SerializeToUtf8Bytes(CardComposer.Compose(_outgoing, []), CardJson.Default.AdaptiveCard).Length;

    [Benchmark]
    public int Mail() => EmailText.Of(Wording.Of(_outgoing), _outgoing.Links).Length;

    [Benchmark]
    public int Ocsf() => JsonSerializer.SerializeToUtf8Bytes(DetectionFinding.From((Alert)_outgoing.Message, _outgoing, Wording.Of(_outgoing)), OcsfJson.Default.DetectionFinding).Length;

    [Benchmark]
    public int WholeSnsMessage() => TopicMessageComposer.Compose(_outgoing, "arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts").Body.Length;
}
