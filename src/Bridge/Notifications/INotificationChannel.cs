using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications;

/// <summary>A way out: makes one attempt to send, and says what came of it.</summary>
public interface INotificationChannel
{
    /// <summary>Short and stable: the ledger, the logs and health call the channel so.</summary>
    string Name { get; }

    /// <summary>Whether messages of one incident stand together, under the first.</summary>
    bool HasThreads => false;

    /// <summary>Whether anybody hears what it takes; null where that was not asked yet, or cannot be.</summary>
    Subscribers? Subscribers => null;

    /// <summary>Has its service asked for that, without waiting for the answer.</summary>
    void AskForSubscribers()
    {
    }

    /// <summary>Tries the way out as far as it can be tried without sending anything.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Gets the credentials that sending needs, so that what fails here is known not to have been sent.</summary>
    /// <returns>Why nothing can be sent; null where it can.</returns>
    Task<SendOutcome?> PrepareAsync(CancellationToken cancellationToken) => Task.FromResult<SendOutcome?>(null);

    /// <summary>Forgets the credentials that are at hand, so that new ones are taken next.</summary>
    void DropCredentials()
    {
    }

    /// <summary>Sends, with the credentials that were prepared.</summary>
    Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken);
}
