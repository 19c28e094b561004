namespace RootWatch.Bridge.Messages;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>An incident has been quiet for an hour, and more was found since its last message.</summary>
    IncidentClosed,

    /// <summary>Somebody said whose an incident was.</summary>
    Acknowledged,

    /// <summary>Every urgent step of the response to an incident is done.</summary>
    ResponseDone,

    /// <summary>Something that an incident left behind was used for the first time.</summary>
    CredentialUsed,

    /// <summary>A window in which root use is planned was declared.</summary>
    ExpectationDeclared,

    /// <summary>Such a window was ended early.</summary>
    ExpectationEnded,

    /// <summary>No heartbeat comes any more, from some accounts' regions or from anywhere.</summary>
    SpokeSilent,

    /// <summary>Heartbeats come again.</summary>
    SpokeBack,

    /// <summary>Nothing comes through CloudTrail any more, though heartbeats do.</summary>
    CloudTrailSilent,

    /// <summary>What CloudTrail records comes again.</summary>
    CloudTrailBack,

    /// <summary>The hub's heartbeat through the rule for root is missing, though others come.</summary>
    RootPathSilent,

    /// <summary>It comes again.</summary>
    RootPathBack,

    /// <summary>A region was enabled in an account, and has no spoke.</summary>
    RegionEnabled,

    /// <summary>A region that has a spoke was disabled.</summary>
    RegionDisabled,

    /// <summary>An alarm of RootWatch's own in AWS was raised.</summary>
    OwnAlarm,

    /// <summary>A channel refuses messages, which is told through the other.</summary>
    ChannelFailing,

    /// <summary>It takes messages again.</summary>
    ChannelBack,

    /// <summary>What happened in the last week; mostly that nothing did.</summary>
    Weekly,

    /// <summary>Many messages at once, in one.</summary>
    Digest,

    /// <summary>Somebody other than root switched off, or tried to, what watches root.</summary>
    Tampering,

    /// <summary>Root of an account is easier to take over than it was, and no event explains it.</summary>
    PostureWeakened,

    /// <summary>Root of an account is harder to take over than it was, and no event explains it.</summary>
    PostureMended,

    /// <summary>Somebody tests whether messages arrive.</summary>
    Test,
}
