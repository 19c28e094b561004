namespace RootWatch.Detection.Tampering;

/// <summary>What was tampered with.</summary>
public enum TamperedThing
{
    /// <summary>CloudTrail: a trail, an event data store, or what they record.</summary>
    CloudTrail,

    /// <summary>AWS Config.</summary>
    Config,

    /// <summary>GuardDuty.</summary>
    GuardDuty,

    /// <summary>RootWatch's own rules, roles, queues, topics, alarms, keys, secrets and stacks.</summary>
    RootWatch,

    /// <summary>What RootWatch needs without owning it: the default event bus, StackSets and their roles, the identity provider.</summary>
    Foundation,
}
