using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace RootWatch.Detection.Requests;

/// <summary>Which way one flag of a request moves a protection, told by its name and its value.</summary>
internal static class ProtectionFlag
{
    private const int Week = 7;
    private const int LongestState = 32;

    private static readonly SearchValues<string> Protections = SearchValues.Create(
    [
        "protect", "validation", "encrypt", "ssespecification", "sseenabled", "enforcehttps", "logging", "loglevel", "logpublish", "logconfig", "logexport", "accesslog", "auditlog", "flowlog", "querylog",
        "versioning", "rotation", "mfa", "monitoring", "backup", "audit", "pointintimerecovery", "blockpublic", "ignorepublicacls", "restrictpublicbuckets", "internetgatewayblockmode",
        "dnssec", "scanonpush", "transferlock", "autorenew", "objectlock", "disableapitermination", "disableapistop", "advancedsecurity",
    ], StringComparison.Ordinal);

    // Scaling's protections keep machines, not safety; the rest says how a thing is done, not whether.
    private static readonly SearchValues<string> NoProtections = SearchValues.Create( ["scalein", "managedterminationprotection", "copytags", "immediately", "protectedquery", "bypass"], StringComparison.Ordinal);

    private static readonly SearchValues<string> Copies = SearchValues.Create(["backup", "snapshot"], StringComparison.Ordinal);
    private static readonly string[] Inverted = ["disable", "skip", "exclude", "suspend"];
    private static readonly FrozenSet<string> On = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, ["true", "enabled", "enable", "on", "active", "always_on"]);
    private static readonly FrozenSet<string> Off = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, ["false", "disabled", "disable", "off", "none", "suspended", "paused", "inactive", "unblocked", "no"]);
    private static readonly SearchValues<string> OtherUnits = SearchValues.Create( ["hour", "minute", "second", "message", "performance"], StringComparison.Ordinal);

    public static ProtectionChange Of(string name, string value) =>
        Retention(name, value) is var kept and not ProtectionChange.None ? kept
        : name == "httptokens" ? Tokens(value)
        : IsProtection(name) ? State(name, value)
        : ProtectionChange.None;

    /// <summary>The same, for a flag of a service that does nothing but protect.</summary>
    public static ProtectionChange State(string name, string value) =>
        (IsOn(value), IsInverted(name)) switch
        {
            (null, _) => ProtectionChange.None,
            (true, false) or (false, true) => ProtectionChange.Strengthened,
            _ => ProtectionChange.Weakened,
        };

    // Without them, whoever makes a server send a request reads the machine's credentials.
    private static ProtectionChange Tokens(string value) =>
        value.Equals("optional", StringComparison.OrdinalIgnoreCase) ? ProtectionChange.Weakened
        : value.Equals("required", StringComparison.OrdinalIgnoreCase) ? ProtectionChange.Strengthened
        : ProtectionChange.None;

    private static bool IsProtection(string name) => name.AsSpan().ContainsAny(Protections) && !name.AsSpan().ContainsAny(NoProtections);

    private static bool? IsOn(string value) =>
        value.Length is 0 or > LongestState ? null
        : On.Contains(value) || value.StartsWith("block-", StringComparison.OrdinalIgnoreCase) ? true
        : Off.Contains(value) ? false
        : null;

    // To disable the calls that terminate a machine is to protect it.
    private static bool IsInverted(string name) =>
        !name.StartsWith("disableapi", StringComparison.Ordinal)
        && (name.StartsWithAny(Inverted) || name.EndsWith("disabled", StringComparison.Ordinal));

    // Backups are off at 0 days; logs that are kept for less than a week are gone before anybody looks.
    private static ProtectionChange Retention(string name, string value)
    {
        if (!name.Contains("retention", StringComparison.Ordinal) || name.AsSpan().ContainsAny(OtherUnits) || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            return ProtectionChange.None;
        }

        return days == 0 || (days < Week && !name.AsSpan().ContainsAny(Copies)) ? ProtectionChange.Weakened : ProtectionChange.None;
    }
}
