namespace RootWatch.Detection.Requests;

/// <summary>Does the request weaken or strengthen what protects? Each of these readers knows one way in which requests say so.</summary>
internal abstract class ProtectionReader : RequestReader
{
    /// <summary>Those that know something of a call.</summary>
    public static List<ProtectionReader> For(ApiCall call)
    {
        List<ProtectionReader> readers = call.Changes ? [new FlagReader(call)] : [];
        switch (call.Service)
        {
            case "cloudtrail":
                readers.AddRange([new EventSelectorReader(call), new OmissionReader(call)]);
                break;
            case "s3":
                readers.Add(new OmissionReader(call));
                break;
            case "config":
                readers.Add(new RecorderReader(call));
                break;
            case "guardduty" or "macie2" or "inspector2":
                readers.Add(new FindingReader(call));
                break;
            case "iam":
                readers.Add(new PasswordPolicyReader(call));
                break;
            default:
                break;
        }

        return readers;
    }

    /// <summary>What was read so far comes to.</summary>
    public abstract ProtectionChange Result { get; }

    protected static bool Is(string value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);

    protected static ProtectionChange Worse(ProtectionChange one, ProtectionChange other) => (ProtectionChange)Math.Max((int)one, (int)other);
}
