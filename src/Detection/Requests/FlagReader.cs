using System.Collections.Frozen;

namespace RootWatch.Detection.Requests;

/// <summary>Flags and states of protections in the request of any service.</summary>
internal sealed class FlagReader(ApiCall call) : ProtectionReader
{
    // Services that do nothing but protect: each of their flags is about it.
    private static readonly FrozenSet<string> Controls = ["cloudtrail", "guardduty", "macie2", "securityhub", "inspector2", "detective", "access-analyzer", "shield"];

    // Rules that sort findings, sets of addresses, and what of a finding is done.
    private static readonly FrozenSet<string> NotOfControls = ["activate", "rulestatus", "rulestate", "dryrun", "includemanagementevents", "equals", "isterminal", "autoarchive", "createnew"];

    private static readonly string[] Unspecific =
        ["items", "item", "member", "content", "enable", "enabled", "isenabled", "disabled", "isdisabled", "status", "state", "mode", "level", "value"];

    private static readonly FrozenSet<string> KeyNames = ["key", "name", "attribute", "attributename", "parametername", "path", "settingname", "optionname"];
    private static readonly FrozenSet<string> ValueNames = ["value", "attributevalue", "parametervalue"];

    private readonly bool _isControl = Controls.Contains(call.Service);
    private readonly List<(string? Key, string? Value)> _pairs = new(capacity: 4) { default };
    private ProtectionChange _change;
    private bool _leavesOrganization;

    // The console repeats a trail's whole form, in which most trails are no organization's: only alone it is a change.
    public override ProtectionChange Result =>
        !call.Changes ? ProtectionChange.None
        : _leavesOrganization && _change == ProtectionChange.None ? ProtectionChange.Weakened
        : _change;

    public override void Open(RequestPath path)
    {
        _pairs.RemoveRange(path.Depth, Math.Max(0, _pairs.Count - path.Depth));
        _pairs.Add(default);
    }

    public override void Close(RequestPath path)
    {
        ReadPair(_pairs[path.Depth]);
        _pairs.RemoveRange(path.Depth, _pairs.Count - path.Depth);
        if (path.Depth == 1)
        {
            ReadPair(_pairs[0]);
        }
    }

    public override void Read(RequestPath path, string value)
    {
        // Scaling in is no loss of protection in ECS, an event selector has a reader of its own, and whoever changes
        // anything about a distribution repeats that it writes no logs.
        if (path.IsInText || (call.Service == "cloudfront" && path.Has(name => name == "logging")) || (call.Service == "ecs" && path.Has(name => name.Contains("protect", StringComparison.Ordinal))))
        {
            return;
        }

        var name = path.Name;
        if (KeyNames.Contains(name))
        {
            _pairs[path.Depth] = _pairs[path.Depth] with { Key = RequestName.Normal(value) };
        }
        else if (ValueNames.Contains(name))
        {
            _pairs[path.Depth] = _pairs[path.Depth] with { Value = value };
        }

        if (name == "isorganizationtrail" && ProtectionFlag.State(name, value) == ProtectionChange.Weakened)
        {
            _leavesOrganization = true;
            return;
        }

        _change = Worse(_change, Of(path, name, value));
    }

    private ProtectionChange Of(RequestPath path, string name, string value)
    {
        var subject = path.NearestExcept(Unspecific) is { Length: > 0 } named ? named : call.Name;
        if (name is "disabled" or "isdisabled")
        {
            subject += "disabled";
        }

        return name switch
        {
            "disablelogtypes" when value.Length > 0 => ProtectionChange.Weakened,
            "enablelogtypes" when value.Length > 0 => ProtectionChange.Strengthened,
            "nomfasigninbehavior" => Is(value, "ALLOWED") ? ProtectionChange.Weakened : ProtectionChange.None,
            "cloudwatchlogsloggrouparn" or "kmskeyid" when value.Length == 0 && call.Service == "cloudtrail" => ProtectionChange.Weakened,
            _ when path.Above(1) == "resourcetypeoptinpreference" => ProtectionFlag.State(name, value),
            _ when _isControl && !NotOfControls.Contains(name) => Worse(ProtectionFlag.State(name, value), ProtectionFlag.Of(subject, value)),
            _ => ProtectionFlag.Of(subject, value),
        };
    }

    private void ReadPair((string? Key, string? Value) pair)
    {
        if (pair is ({ } key, { } value))
        {
            _change = Worse(_change, ProtectionFlag.Of(key, value));
        }
    }
}
