namespace RootWatch.Bridge.Notifications;

/// <summary>Where one message to one channel stands.</summary>
public enum DeliveryState
{
    /// <summary>To be sent: it has not been tried, or the channel is down, or refuses at the moment.</summary>
    Due,

    /// <summary>Being sent; nobody else may until the lease expires.</summary>
    Leased,

    /// <summary>The channel can never take it, or its incident's summary was sent instead; another channel has it.</summary>
    FailedPermanently,

    /// <summary>The channel took it, and a proof that people see it is outstanding.</summary>
    AcceptedUnproven,

    /// <summary>The channel took it and gave a proof.</summary>
    Sent,
}
