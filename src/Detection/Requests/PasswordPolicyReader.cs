using System.Globalization;

namespace RootWatch.Detection.Requests;

/// <summary>Does an account's password policy ask for less than is usual? Length makes up for kinds of characters.</summary>
internal sealed class PasswordPolicyReader(ApiCall call) : ProtectionReader
{
    private const int Shortest = 8;
    private const int LongEnough = 14;

    private int? _length;
    private bool _requires = true;

    public override ProtectionChange Result =>
        !call.Is("iam", "updateaccountpasswordpolicy") ? ProtectionChange.None
        : _length < Shortest || (!_requires && _length is null or < LongEnough) ? ProtectionChange.Weakened
        : _length is null ? ProtectionChange.None
        : ProtectionChange.Strengthened;

    public override void Read(RequestPath path, string value)
    {
        if (path.Name == "minimumpasswordlength")
        {
            _length = int.TryParse(value, CultureInfo.InvariantCulture, out var length) ? length : null;
        }
        else if (path.Name.StartsWith("require", StringComparison.Ordinal))
        {
            _requires &= !Is(value, "false");
        }
    }
}
