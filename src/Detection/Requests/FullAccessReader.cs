namespace RootWatch.Detection.Requests;

/// <summary>Does a policy in the request allow every action on everything, and deny nothing?</summary>
internal sealed class FullAccessReader(ApiCall call) : RequestReader
{
    private readonly List<Rights> _open = new(capacity: 4) { new() };
    private readonly bool _grants = !call.Reads && !call.Closes && !call.Is("ec2", "createvpcendpoint", "modifyvpcendpoint");
    private bool _found;

    public bool Result => _grants && _found;

    public override void Open(RequestPath path)
    {
        _open.RemoveRange(path.Depth, Math.Max(0, _open.Count - path.Depth));
        _open.Add(new Rights());
    }

    public override void Close(RequestPath path)
    {
        var closed = _open[path.Depth];
        _open.RemoveRange(path.Depth, _open.Count - path.Depth);
        if (path.Above(1) == "statement")
        {
            _open[^1].Contains(closed);
        }

        _found |= closed.AllowEverything;
    }

    public override void Read(RequestPath path, string value)
    {
        if (path.Has(NameTraits.Condition))
        {
            _open[Math.Max(0, path.Depth - 2)].IsConditional = true;
            return;
        }

        var rights = _open[path.Depth];
        switch (path.Above(0))
        {
            case "effect":
                rights.Allows = value.Equals("Allow", StringComparison.OrdinalIgnoreCase);
                rights.Denies = value.Equals("Deny", StringComparison.OrdinalIgnoreCase);
                break;
            case "action":
                rights.HasEveryAction |= value is "*" or "*:*";
                break;
            case "notaction":
                rights.HasEveryAction = true;
                break;
            case "resource":
                rights.HasEveryResource |= value == "*";
                break;
            default:
                break;
        }
    }

    private sealed class Rights
    {
        private bool _allowsEverythingWithin;
        private bool _deniesWithin;

        public bool Allows { get; set; }

        public bool Denies { get; set; }

        public bool HasEveryAction { get; set; }

        public bool HasEveryResource { get; set; }

        public bool IsConditional { get; set; }

        /// <summary>Of a policy: its statements allow everything, and none denies.</summary>
        public bool AllowEverything => _allowsEverythingWithin && !_deniesWithin;

        public void Contains(Rights statement)
        {
            _allowsEverythingWithin |= statement is { Allows: true, HasEveryAction: true, HasEveryResource: true, IsConditional: false };
            _deniesWithin |= statement.Denies;
        }
    }
}
