namespace RootWatch.Detection.Requests;

/// <summary>Which way a request moves what protects or records: logging, detection, encryption, backups, locks. Where its parts disagree, <see cref="Weakened"/> counts.</summary>
public enum ProtectionChange
{
    /// <summary>It touches no protection, or creates something new.</summary>
    None,

    /// <summary>It switches a protection on, or makes it wider.</summary>
    Strengthened,

    /// <summary>It switches a protection off, or makes it narrower.</summary>
    Weakened,
}
