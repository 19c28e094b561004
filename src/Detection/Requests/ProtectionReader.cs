namespace RootWatch.Detection.Requests;

/// <summary>Does the request weaken or strengthen what protects? Each of these readers knows one way in which requests say so.</summary>
internal abstract class ProtectionReader : RequestReader
{
    /// <summary>What was read so far comes to.</summary>
    public abstract ProtectionChange Result { get; }

    protected static bool Is(string value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);

    protected static ProtectionChange Worse(ProtectionChange one, ProtectionChange other) => (ProtectionChange)Math.Max((int)one, (int)other);
}
