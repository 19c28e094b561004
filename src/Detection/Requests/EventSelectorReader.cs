namespace RootWatch.Detection.Requests;

/// <summary>Does a trail still record every management event? One selector that takes all of them is enough; without any the trail records less.</summary>
internal sealed class EventSelectorReader(ApiCall call) : ProtectionReader
{
    private bool _takesAll;
    private bool _takesSome;
    private bool _isBasic;
    private bool _isNarrow;
    private bool _isManagement;
    private bool _hasCategory;
    private (string Field, bool IsManagement) _field = (string.Empty, false);

    public override ProtectionChange Result =>
        call.Is("cloudtrail", "puteventselectors") ? _takesAll ? ProtectionChange.Strengthened : ProtectionChange.Weakened
        : call.Is("cloudtrail", "updateeventdatastore") && (_takesAll || _takesSome) ? _takesAll ? ProtectionChange.Strengthened : ProtectionChange.Weakened
        : ProtectionChange.None;

    public override void Open(RequestPath path)
    {
        if (IsSelector(path))
        {
            (_isBasic, _isNarrow, _isManagement, _hasCategory) = (path.Above(1) == "eventselectors", false, false, false);
        }
        else if (path.Above(1) == "fieldselectors")
        {
            _field = (string.Empty, false);
        }
    }

    public override void Read(RequestPath path, string value)
    {
        if (path.Above(1) == "fieldselectors")
        {
            _field = (path.Above(0) == "field" ? value : _field.Field, _field.IsManagement || (path.Above(0) == "equals" && Is(value, "Management")));
        }
        else if (path.Above(1) == "eventselectors")
        {
            _isNarrow |= path.Above(0) switch
            {
                "readwritetype" => value.Length > 0 && !Is(value, "All"),
                "includemanagementevents" => Is(value, "false"),
                "excludemanagementeventsources" => value.Length > 0,
                _ => false,
            };
        }
    }

    public override void Close(RequestPath path)
    {
        if (path.Above(1) == "fieldselectors")
        {
            var isCategory = Is(_field.Field, "eventCategory");
            _hasCategory |= isCategory;
            _isManagement |= isCategory && _field.IsManagement;
            _isNarrow |= !isCategory;
        }
        else if (IsSelector(path))
        {
            var takes = _isBasic || (_hasCategory && _isManagement);
            _takesAll |= takes && !_isNarrow;
            _takesSome |= takes;
        }
    }

    private static bool IsSelector(RequestPath path) => path.Above(1) is "eventselectors" or "advancedeventselectors";
}
