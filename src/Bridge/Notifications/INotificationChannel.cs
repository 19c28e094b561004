namespace RootWatch.Bridge.Notifications;

/// <summary>A way out: makes one attempt to send, and says what came of it.</summary>
public interface INotificationChannel
{
    /// <summary>Short and stable: the ledger, the logs and health call the channel so.</summary>
    string Name { get; }

    /// <summary>Whether messages of one incident stand together, under the first.</summary>
    bool HasThreads => false;

    /// <summary>Tries the way out as far as it can be tried without sending anything.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);

    Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken);
}
