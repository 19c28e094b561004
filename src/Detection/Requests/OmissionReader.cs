namespace RootWatch.Detection.Requests;

/// <summary>Calls that switch something off by leaving out what they would switch on.</summary>
internal sealed class OmissionReader(ApiCall call) : ProtectionReader
{
    private readonly string? _wanted = call switch
    {
        { Service: "s3", Name: "putbucketlogging" } => "loggingenabled",
        { Service: "cloudtrail", Name: "putinsightselectors" } => "insighttype",
        _ => null,
    };

    private bool _isThere;

    public override ProtectionChange Result =>
        _wanted is null ? ProtectionChange.None : _isThere ? ProtectionChange.Strengthened : ProtectionChange.Weakened;

    public override void Read(RequestPath path, string value) => _isThere |= _wanted is not null && path.Has(name => name == _wanted);
}
