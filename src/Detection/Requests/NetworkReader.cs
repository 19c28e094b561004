using System.Buffers;
using System.Collections.Frozen;

namespace RootWatch.Detection.Requests;

/// <summary>Does the request let every address in?</summary>
internal sealed class NetworkReader(ApiCall call) : RequestReader
{
    private static readonly FrozenSet<string> PublicFlags = ["publiclyaccessible", "allowfrompublic", "ispublic"];
    private static readonly SearchValues<string> SourceNames = SearchValues.Create(["cidr", "iprange", "ipaddress", "iprule", "ipv4", "ipv6", "allow", "whitelist", "source"], StringComparison.Ordinal);
    private static readonly SearchValues<string> OtherDirections = SearchValues.Create(["egress", "outbound", "destination", "target", "local", "remote", "route", "condition", "deny", "blocked"], StringComparison.Ordinal);

    private static readonly SearchValues<string> NoTraffic = SearchValues.Create(["egress", "route", "trafficmirror", "descriptions", "vpnconnection", "ipset"], StringComparison.Ordinal);

    // What routes, mirrors or describes traffic lets nobody in.
    private readonly bool _opensNothing = call.Reads || call.Closes || call.Name.AsSpan().ContainsAny(NoTraffic);
    private readonly List<(bool Opens, bool Closes)> _open = new(capacity: 4) { (false, false) };

    public bool Result => !_opensNothing && _open[0] is (true, false);

    public override void Open(RequestPath path)
    {
        _open.RemoveRange(path.Depth, Math.Max(0, _open.Count - path.Depth));
        _open.Add((false, false));
    }

    public override void Close(RequestPath path)
    {
        var opens = _open[path.Depth] is (true, false);
        _open.RemoveRange(path.Depth, _open.Count - path.Depth);
        _open[^1] = (_open[^1].Opens || opens, _open[^1].Closes);
    }

    public override void Read(RequestPath path, string value)
    {
        if (path.Has(NameTraits.Removal))
        {
            return;
        }

        var name = path.Name;
        var (opens, closes) = _open[path.Depth];
        _open[path.Depth] = (opens || Opens(path, name, value), closes || Closes(name, value));
    }

    private bool Opens(RequestPath path, string name, string value) =>
        (PublicFlags.Contains(name) && Is(value, "true"))
        || (!path.IsInText
            && ((OpenRange.Is(value) && name.AsSpan().ContainsAny(SourceNames) && !path.Has(static above => above.AsSpan().ContainsAny(OtherDirections)))
                || (name == "authtype" && Is(value, "none") && call.Name.Contains("functionurl", StringComparison.Ordinal))
                || Is(value, "service_provided_eips")));

    // A rule of a network list says beside its range that it denies, or is about what goes out.
    private static bool Closes(string name, string value) =>
        name switch
        {
            "egress" or "isegress" => Is(value, "true"),
            "ruleaction" or "policy" or "action" => Is(value, "deny") || Is(value, "block"),
            "endpointpublicaccess" => Is(value, "false"),
            _ => Direction.IsRemoval(name, value),
        };

    private static bool Is(string value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
