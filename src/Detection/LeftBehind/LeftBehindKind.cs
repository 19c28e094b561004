namespace RootWatch.Detection.LeftBehind;

/// <summary>What kind of thing that can act was left behind.</summary>
public enum LeftBehindKind
{
    /// <summary>A long-term access key: root's own, or an IAM user's.</summary>
    AccessKey,

    /// <summary>A console password of an IAM user.</summary>
    LoginProfile,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>A role that was created, or whose trust was changed.</summary>
    Role,

    /// <summary>Temporary credentials of this account: a federation, session or OAuth token's.</summary>
    SessionToken,

    /// <summary>Temporary credentials of another account's root, as <c>sts:AssumeRoot</c> issues them.</summary>
    RootSession,

    /// <summary>An EC2 key pair.</summary>
    KeyPair,
}
