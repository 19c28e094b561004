namespace RootWatch.Detection.Tampering;

/// <summary>What was meddled with.</summary>
public enum TamperedThing
{
    /// <summary>CloudTrail: a trail, or what it records.</summary>
    CloudTrail,

    /// <summary>AWS Config.</summary>
    Config,

    /// <summary>GuardDuty.</summary>
    GuardDuty,

    /// <summary>RootWatch's own rules, roles, queues, topics, alarms and stacks, known by their names.</summary>
    RootWatch,
}
