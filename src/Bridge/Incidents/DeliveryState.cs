namespace RootWatch.Bridge.Incidents;

/// <summary>Where one message to one channel stands.</summary>
public enum DeliveryState
{
    /// <summary>To be sent.</summary>
    Due,

    /// <summary>Being sent; nobody else may until the lease expires.</summary>
    Leased,

    /// <summary>The channel took it and gave a proof.</summary>
    Sent,
}
