namespace RootWatch.Simulator.Sinks;

/// <summary>One account of the stand-in for AWS. As it is made, it has the role, and the role may do all that it is for.</summary>
public sealed class AwsAccount
{
    /// <summary>Whether the role can be assumed.</summary>
    public bool HasRole { get; set; } = true;

    /// <summary>The actions that the role may not call, by name.</summary>
    public ISet<string> Denied { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The regions that are switched on.</summary>
    public IReadOnlyList<string> Regions { get; set; } = ["eu-central-1", "us-east-1"];

    /// <summary>The account summary's entries about root; what is absent, it does not say.</summary>
    public IDictionary<string, int> Summary { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["AccountMFAEnabled"] = 1,
        ["AccountAccessKeysPresent"] = 0,
        ["AccountPasswordPresent"] = 1,
        ["AccountSigningCertificatesPresent"] = 0,
    };
}
