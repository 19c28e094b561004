using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests;

/// <summary>A process's view of the ledger.</summary>
internal sealed class TestLedger
{
    public TestLedger(IIncidentStore store, TimeProvider time, params string[] channels)
        : this(store, time, [.. channels.Select(name => new NamedChannel(name))])
    {
    }

    public TestLedger(IIncidentStore store, TimeProvider time, IReadOnlyList<INotificationChannel> channels, NotificationOptions? options = null)
    {
        Time = time;
        Policy = new PolicyInForce(store, DetectionPolicy.None, time);
        Ledger = new Ledger(store, Policy, AccountProfiles.None, channels, Options.Create(options ?? new NotificationOptions()), time);
        Deliveries = new DeliveryLedger(store, Ledger, time);
        Archive = new IncidentArchive(store, Ledger, Deliveries, Policy);
    }

    public TimeProvider Time { get; }

    public PolicyInForce Policy { get; }

    public Ledger Ledger { get; }

    public DeliveryLedger Deliveries { get; }

    public IncidentArchive Archive { get; }

    private sealed class NamedChannel(string name) : INotificationChannel
    {
        public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public string Name => name;

        public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
