namespace RootWatch.Bridge.AccountReader;

/// <summary>Asks AWS about one account, as the read-only role <c>rootwatch-reader</c> in it. Sends once: whoever asks decides whether to ask again.</summary>
public interface IAccountReader
{
    /// <summary>The organization's active accounts; null where the bridge's own role may not list them, or there is no organization.</summary>
    /// <exception cref="AccountReaderException">There is no usable answer.</exception>
    Task<IReadOnlyList<string>?> AccountsAsync(CancellationToken cancellationToken);

    /// <summary>The regions that are enabled in an account, in order.</summary>
    /// <exception cref="AccountReaderException">There is no usable answer.</exception>
    Task<IReadOnlyList<string>> RegionsAsync(string account, CancellationToken cancellationToken);

    /// <summary>One page of CloudTrail's event history, the newest first.</summary>
    /// <exception cref="AccountReaderException">There is no usable answer.</exception>
    Task<EventPage> LookUpAsync(EventLookup lookup, CancellationToken cancellationToken);

    /// <summary>Whether root of an account can sign in at all.</summary>
    /// <exception cref="AccountReaderException">There is no usable answer.</exception>
    Task<RootPosture> PostureAsync(string account, CancellationToken cancellationToken);
}
