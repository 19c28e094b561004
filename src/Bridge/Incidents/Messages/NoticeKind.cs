namespace RootWatch.Bridge.Incidents.Messages;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>An incident has been quiet for an hour, and more was found since its last message.</summary>
    IncidentClosed,

    /// <summary>Somebody said whose an incident was.</summary>
    Acknowledged,

    /// <summary>A window in which root use is planned was declared.</summary>
    ExpectationDeclared,

    /// <summary>Such a window was ended early.</summary>
    ExpectationEnded,

    /// <summary>An account's region sends no heartbeat any more.</summary>
    SpokeSilent,

    /// <summary>It sends some again.</summary>
    SpokeBack,

    /// <summary>A channel refuses messages, which is told through the other.</summary>
    ChannelFailing,

    /// <summary>It takes messages again.</summary>
    ChannelBack,

    /// <summary>What happened in the last week; mostly that nothing did.</summary>
    Weekly,

    /// <summary>Many messages at once, in one.</summary>
    Digest,

    /// <summary>Somebody who is not root switched off, or tried to, what watches root.</summary>
    Tampering,

    /// <summary>Somebody tests whether messages arrive.</summary>
    Test,
}
