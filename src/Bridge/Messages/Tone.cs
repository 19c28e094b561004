namespace RootWatch.Bridge.Messages;

/// <summary>How a message is meant. Colours and icons follow from it, always beside words.</summary>
internal enum Tone
{
    /// <summary>Something to know.</summary>
    Neutral,

    /// <summary>All is as it should be.</summary>
    Good,

    /// <summary>Somebody should look.</summary>
    Doubtful,

    /// <summary>Somebody must act.</summary>
    Bad,
}
