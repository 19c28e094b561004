namespace RootWatch.Bridge.Messages;

/// <summary>A message on its way.</summary>
/// <param name="Message">What is to be told.</param>
/// <param name="DeliveryId">Its name in the ledger.</param>
/// <param name="MayBeRepeat">An earlier attempt may have arrived already.</param>
public sealed record OutgoingMessage(Message Message, string DeliveryId, bool MayBeRepeat)
{
    /// <summary>The channel's own name for the first message of the same incident; null where this is the first, or that is not known.</summary>
    public string? Thread { get; init; }

    /// <summary>What people call the account; null where that is not known. May hold text from outside.</summary>
    public string? AccountName { get; init; }

    /// <summary>Whose network the source address is in, and where; null where that is not known. May hold text from outside.</summary>
    public string? Network { get; init; }

    /// <summary>How times are shown.</summary>
    public TimeDisplay Times { get; init; } = TimeDisplay.Utc;

    /// <summary>Where people can act, the most important first.</summary>
    public IReadOnlyList<MessageLink> Links { get; init; } = [];

    /// <summary>Where the channel is to report that the message was posted; null where nobody waits for that.</summary>
    public Uri? Receipt { get; init; }
}
