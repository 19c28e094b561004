using System.Collections.Frozen;
using System.Globalization;

namespace RootWatch.Detection.Requests;

/// <summary>How many machines does the request ask for, or name where it starts or ends them?</summary>
internal sealed class MachineReader(ApiCall call) : RequestReader
{
    private const int Most = 1_000_000;

    private static readonly FrozenSet<string> Counts =
    [
        "instancecount", "desiredcount", "desiredcapacity", "desiredsize", "desiredinstances", "desiredvcpus", "desiredinstancecount", "desiredec2instances", "initialinstancecount", "count", "capacity",
        "numberofnodes", "nodecount", "numcachenodes", "numberofinstances", "dbinstancecount", "cachenodecount", "numberofworkers", "workers", "workercount", "numberofbrokernodes", "targetcapacity", "totaltargetcapacity",
    ];

    private static readonly FrozenSet<string> Sizes =
        ["desiredcount", "desiredcapacity", "desiredsize", "desiredinstances", "desiredinstancecount", "desiredec2instances", "targetcapacity", "totaltargetcapacity", "maxsize"];

    private static readonly FrozenSet<string> Lists = ["instanceids", "instancenames"];
    private static readonly FrozenSet<string> Objects = ["workspaces", "terminateworkspacerequests", "startworkspacerequests", "rebuildworkspacerequests"];
    private static readonly string[] ListVerbs = ["run", "start", "create", "launch", "terminate", "stop", "delete", "reboot", "rebuild"];

    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);
    private readonly bool _names = call.Name.StartsWithAny(ListVerbs);
    private bool _hasZero;

    public int Instances =>
        call.Reads || _sums.Count == 0 ? 0 : (int)Math.Min(_sums.Where(sum => sum.Key != "minsize").Select(sum => sum.Value).DefaultIfEmpty(_sums.GetValueOrDefault("minsize")).Max(), int.MaxValue);

    /// <summary>What runs already is to run on no machine at all.</summary>
    public bool ScaledToZero => call.Changes && _hasZero && !Sizes.Any(size => _sums.GetValueOrDefault(size) > 0);

    public override void Open(RequestPath path)
    {
        if (_names && Objects.Contains(path.Above(1)))
        {
            Add(path.Above(1), 1);
        }
    }

    public override void Read(RequestPath path, string value)
    {
        if (path.IsInText)
        {
            return;
        }

        var name = path.Name;
        if (Lists.Contains(name) || (name == "instanceid" && path.Above(2) == "instancesset"))
        {
            Add(name, _names && value.Length > 0 ? 1 : 0);
        }
        else if (name == "minsize" || Counts.Contains(name) || (name == "maxcount" && path.IsInItem && path.Above(1) == "items" && path.Above(2) == "instancesset"))
        {
            Add(name, Number(value));
        }

        _hasZero |= value == "0" && Sizes.Contains(name);
    }

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, Most) : 0;

    private void Add(string name, long machines) => _sums[name] = _sums.GetValueOrDefault(name) + machines;
}
