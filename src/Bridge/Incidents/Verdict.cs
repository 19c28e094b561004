namespace RootWatch.Bridge.Incidents;

/// <summary>Whether the organization's own people used root.</summary>
public enum Verdict
{
    /// <summary>They did: the account's profile learns from it.</summary>
    Legitimate,

    /// <summary>They did not: the incident is Critical.</summary>
    NotUs,
}
