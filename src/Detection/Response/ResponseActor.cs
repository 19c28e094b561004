namespace RootWatch.Detection.Response;

/// <summary>Who can do a step.</summary>
public enum ResponseActor
{
    /// <summary>The account's root user itself.</summary>
    Root,

    /// <summary>An administrator of the account.</summary>
    Administrator,

    /// <summary>An administrator in the organization's management account, or in its delegated administrator for IAM.</summary>
    ManagementAccount,

    /// <summary>AWS Support, when asked.</summary>
    AwsSupport,

    /// <summary>Somebody who reads and asks, and needs no more than read access.</summary>
    Responder,
}
