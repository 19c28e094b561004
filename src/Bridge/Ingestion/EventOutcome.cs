namespace RootWatch.Bridge.Ingestion;

/// <summary>What became of an event.</summary>
public enum EventOutcome
{
    /// <summary>Its detail-type is none that the bridge knows.</summary>
    Ignored,

    /// <summary>A spoke is alive.</summary>
    Heartbeat,

    /// <summary>It does not concern root, nor what watches root; or nobody needs to hear of it.</summary>
    NotRoot,

    /// <summary>It is kept with its incident; nobody needs to hear of it.</summary>
    Recorded,

    /// <summary>Every channel has its message.</summary>
    Notified,

    /// <summary>A message is still due, or the ledger does not hold the event yet; it is to be delivered again.</summary>
    StillDue,
}
