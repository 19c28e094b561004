namespace RootWatch.Detection.Effects;

/// <summary>
/// What an act does. Every AWS action has exactly one effect; the members are sorted from routine to harm.
/// A request may show a different effect than the name: a policy that lets another account in exposes.
/// </summary>
public enum Effect
{
    /// <summary>Looks at settings, lists or metadata.</summary>
    Look,

    /// <summary>Reads what customers keep: objects, rows, messages, disks.</summary>
    ReadContent,

    /// <summary>Reads a password, a key or another secret.</summary>
    ReadSecret,

    /// <summary>Uses what costs money, sends messages or runs commands: machines, jobs, models, mails.</summary>
    Use,

    /// <summary>Creates something that is none of the below.</summary>
    Create,

    /// <summary>Changes something in a way that is none of the below.</summary>
    Change,

    /// <summary>Gives permissions within the account.</summary>
    Grant,

    /// <summary>Lets others in: everybody, another account, the internet.</summary>
    Expose,

    /// <summary>Creates a credential, or issues one.</summary>
    CreateCredential,

    /// <summary>Creates a way in that outlives the session: an identity provider, a directory user, a trust.</summary>
    Persist,

    /// <summary>Removes a protection: logging, detection, encryption, locks, MFA.</summary>
    TakeProtectionOff,

    /// <summary>Destroys data, machines or what a business runs on.</summary>
    Destroy,

    /// <summary>Changes the organization: its accounts, units, policies or trusted services.</summary>
    ChangeOrganization,

    /// <summary>Changes a domain or its DNS records.</summary>
    ChangeDomain,

    /// <summary>Commits money: reservations, plans, subscriptions.</summary>
    CommitMoney,
}
