namespace RootWatch.Bridge.Ingestion;

/// <summary>What an event's detail-type says that it holds.</summary>
public enum EnvelopeKind
{
    /// <summary>Something that the bridge does not know.</summary>
    Other,

    /// <summary>A CloudTrail record.</summary>
    CloudTrail,

    /// <summary>AWS Sign-In's own alert, which CloudTrail does not deliver.</summary>
    SignInAlert,

    /// <summary>An alarm of AWS's own: of GuardDuty's, AWS Health's or Trusted Advisor's.</summary>
    AwsAlarm,

    /// <summary>A spoke's sign of life.</summary>
    Heartbeat,

    /// <summary>A test of the whole way, which is told as one.</summary>
    Test,

    /// <summary>A region was enabled or disabled in an account, or is about to be.</summary>
    RegionChange,

    /// <summary>An alarm of CloudWatch's was raised or ended.</summary>
    AlarmChange,
}
