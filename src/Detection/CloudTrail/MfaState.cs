namespace RootWatch.Detection.CloudTrail;

/// <summary>What a record says of multi-factor authentication.</summary>
public enum MfaState
{
    /// <summary>The record says nothing, or something unknown.</summary>
    Unknown,

    /// <summary>MFA was used.</summary>
    Used,

    /// <summary>MFA was not used.</summary>
    NotUsed,
}
