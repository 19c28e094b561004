namespace RootWatch.Bridge.Notifications;

/// <summary>A way out: makes one attempt to send, and says what came of it.</summary>
public interface INotificationChannel
{
    /// <summary>Short and stable: the ledger, the logs and health call the channel so.</summary>
    string Name { get; }

    /// <summary>Whether messages of one incident stand together, under the first.</summary>
    bool HasThreads => false;

    Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken);
}
