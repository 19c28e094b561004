namespace RootWatch.Detection.Requests;

/// <summary>Are findings hidden before anybody sees them? Filters that archive, and addresses that GuardDuty is told to trust.</summary>
internal sealed class FindingReader(ApiCall call) : ProtectionReader
{
    private readonly bool _changes = !call.Reads && !call.Closes;
    private ProtectionChange _change;

    public override ProtectionChange Result => _change;

    public override void Read(RequestPath path, string value)
    {
        if (!_changes || path.Depth != 1)
        {
            return;
        }

        _change = Worse(_change, path.Name switch
        {
            "action" when Is(value, "ARCHIVE") || Is(value, "SUPPRESS") => ProtectionChange.Weakened,
            "activate" when Is(value, "true") || Is(value, "false") => Trusts == Is(value, "true") ? ProtectionChange.Weakened : ProtectionChange.Strengthened,
            _ => ProtectionChange.None,
        });
    }

    // A list of threats, activated, adds findings; a list of trusted addresses takes them away.
    private bool Trusts => !call.Name.Contains("threat", StringComparison.Ordinal);
}
