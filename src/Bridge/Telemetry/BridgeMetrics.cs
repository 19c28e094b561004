using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Requests;
using RootWatch.Detection;

namespace RootWatch.Bridge.Telemetry;

/// <summary>What the bridge counts and measures. docs/operations.md lists it.</summary>
public sealed class BridgeMetrics
{
    public const string Name = "RootWatch";

    internal const string Heartbeats = "rootwatch.heartbeats";

    private readonly Counter<long> _events;
    private readonly Counter<long> _findings;
    private readonly Counter<long> _requestsFailed;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _heartbeats;
    private readonly Histogram<double> _arrivalLag;
    private readonly Histogram<double> _sentLag;
    private readonly Gauge<int> _ledgerReachable;
    private readonly Gauge<long> _lastHeartbeat;
    private readonly Gauge<long> _lastProof;
    private readonly Gauge<double> _oldestDue;
    private readonly SpokeSeries _spokes;

    public BridgeMetrics(IMeterFactory meters, IOptions<TelemetryOptions> options)
    {
        _spokes = new SpokeSeries(options.Value.MaxSpokes);
        var meter = meters.Create(Name);
        _events = meter.CreateCounter<long>("rootwatch.events", "{event}", "Events received, by outcome.");
        _findings = meter.CreateCounter<long>("rootwatch.findings", "{finding}", "Findings about root, by assessment and severity; repetitions are counted again.");
        _requestsFailed = meter.CreateCounter<long>("rootwatch.requests.failed", "{request}", "Requests that could not be answered as they asked, by fault.");
        _deliveries = meter.CreateCounter<long>("rootwatch.deliveries", "{delivery}", "Attempts to send that ended, by channel and state.");
        _heartbeats = meter.CreateCounter<long>(Heartbeats, "{heartbeat}", "Heartbeats received, by account and region up to Telemetry:MaxSpokes of them.");
        _arrivalLag = meter.CreateHistogram<double>("rootwatch.lag.arrival", "s", "From the event to its arrival at the bridge.");
        _sentLag = meter.CreateHistogram<double>("rootwatch.lag.sent", "s", "From the moment that a message was due until it was sent, by channel.");
        _ledgerReachable = meter.CreateGauge<int>("rootwatch.ledger.reachable", "1", "0 while the ledger is out of reach.");
        _lastHeartbeat = meter.CreateGauge<long>("rootwatch.heartbeat.last", "s", "When any spoke was last heard, in seconds since 1970.");
        _lastProof = meter.CreateGauge<long>("rootwatch.channel.proof.last", "s", "When a channel last proved that it took a message, in seconds since 1970, by channel.");
        _oldestDue = meter.CreateGauge<double>("rootwatch.delivery.due.oldest", "s", "For how long the oldest message that is still due has been due; 0 where none is.");
    }

    public void OldestDueIs(TimeSpan age) => _oldestDue.Record(age.TotalSeconds);

    public void Answered(EventOutcome outcome)
    {
        // Nearly every event ends here, and its name costs memory.
        if (_events.Enabled)
        {
            _events.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome.ToString()));
        }
    }

    public void Refused(int status) => _events.Add(1, KeyValuePair.Create<string, object?>("outcome", $"Refused{status}"));

    public void Failed(RequestFault fault) => _requestsFailed.Add(1, KeyValuePair.Create<string, object?>("fault", fault.ToString()));

    public void Found(Finding finding)
    {
        _findings.Add(1, new TagList { { "assessment", finding.Assessment.ToString() }, { "severity", finding.Severity.ToString() } });
        if (finding.Lag is { } lag)
        {
            _arrivalLag.Record(lag.TotalSeconds);
        }
    }

    public void Heard(SpokeId spoke, DateTimeOffset at)
    {
        _heartbeats.Add(1, _spokes.TagsOf(spoke));
        _lastHeartbeat.Record(at.ToUnixTimeSeconds());
    }

    public void LedgerIs(bool isReachable) => _ledgerReachable.Record(isReachable ? 1 : 0);

    public void Settled(Delivery delivery)
    {
        _deliveries.Add(1, new TagList { { "channel", delivery.Channel }, { "state", delivery.State.ToString() } });
        if (delivery is { State: DeliveryState.Sent or DeliveryState.AcceptedUnproven, Settled: { } settled })
        {
            var channel = KeyValuePair.Create<string, object?>("channel", delivery.Channel);
            _sentLag.Record((settled - delivery.Due).TotalSeconds, channel);
            if (delivery.State == DeliveryState.Sent)
            {
                _lastProof.Record(settled.ToUnixTimeSeconds(), channel);
            }
        }
    }
}
