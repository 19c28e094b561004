namespace RootWatch.Detection.Requests;

/// <summary>Does AWS Config still record every kind of resource?</summary>
internal sealed class RecorderReader(ApiCall call) : ProtectionReader
{
    private ProtectionChange _change;

    public override ProtectionChange Result => call.Is("config", "putconfigurationrecorder") ? _change : ProtectionChange.None;

    public override void Read(RequestPath path, string value) =>
        _change = Worse(_change, path.Name switch
        {
            "allsupported" => Is(value, "true") ? ProtectionChange.Strengthened : ProtectionChange.Weakened,
            "useonly" => Is(value, "ALL_SUPPORTED_RESOURCE_TYPES") ? ProtectionChange.Strengthened : ProtectionChange.Weakened,
            "resourcetypes" when value.Length > 0 && path.Above(1) == "exclusionbyresourcetypes" => ProtectionChange.Weakened,
            _ => ProtectionChange.None,
        });
}
