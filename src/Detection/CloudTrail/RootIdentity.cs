namespace RootWatch.Detection.CloudTrail;

/// <summary>In which way a record concerns root.</summary>
public enum RootIdentity
{
    /// <summary><c>userIdentity.type</c> is Root: somebody holding root's password, session or key.</summary>
    RootUser,

    /// <summary>A federated session that root issued (<c>sessionIssuer.type</c> is Root).</summary>
    FederatedByRoot,

    /// <summary>The <c>sts:AssumeRoot</c> call itself, made by a role or user of the management account.</summary>
    AssumeRootCaller,

    /// <summary>A centralized root session (<c>sessionContext.assumedRoot</c> is "true").</summary>
    AssumedRootSession,

    /// <summary>A service acting for root: <c>invokedBy</c> names a service and the source address is one, too.</summary>
    Service,

    /// <summary>AWS support (<c>sourceIPAddress</c> is support.amazonaws.com).</summary>
    AwsSupport,

    /// <summary>Something AWS did to the account by itself (<c>eventType</c> is AwsServiceEvent).</summary>
    ServiceEvent,

    /// <summary>A directory sign-in that failed before anybody was identified: type Root, empty ARN.</summary>
    UnidentifiedDirectoryLogin,

    /// <summary>Type and ARN contradict each other, so that the record proves no use of root.</summary>
    Inconsistent,

    /// <summary>A call by somebody else that takes root over, or frees it from what bounds it.</summary>
    ActOnRoot,

    /// <summary>AWS itself reports something about root: an alarm of GuardDuty's, Health's or Trusted Advisor's, and no act.</summary>
    AwsAlarm,
}
