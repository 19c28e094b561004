namespace RootWatch.Detection.LeftBehind;

/// <summary>Whether a credential can still act.</summary>
public enum CredentialState
{
    /// <summary>It can, as far as is known.</summary>
    Usable,

    /// <summary>It was deactivated, and may be activated again.</summary>
    Inactive,

    /// <summary>It was deleted.</summary>
    Deleted,
}
