using System.Collections.Frozen;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>What did a call touch? Its response says it; what that does not say, the request may.</summary>
internal static class AffectedResourceReader
{
    private const int Most = 50;

    private static readonly ResourceRule[] All = [.. IdentityRules.All, .. ComputeRules.All, .. DataRules.All, .. WatchRules.All, .. OrganizationRules.All];

    private static readonly FrozenDictionary<(string Service, string Name), ResourceRule[]> Rules =
        All.SelectMany(rule => rule.Names.Select(name => (Call: (rule.Service, name.ToLowerInvariant()), Rule: rule)))
            .GroupBy(call => call.Call, call => call.Rule).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private static readonly FrozenDictionary<(ResourceKind, ResourceChange), string[]> Names =
        All.GroupBy(rule => (rule.Kind, rule.Change)).ToFrozenDictionary(group => group.Key, group => group.SelectMany(rule => rule.Names).Distinct(StringComparer.Ordinal).ToArray());

    /// <param name="record">The record of a call that succeeded.</param>
    /// <param name="call">The call.</param>
    /// <param name="facts">What its request shows.</param>
    /// <param name="own">The record's own accounts.</param>
    /// <param name="region">The region that served the call.</param>
    /// <returns>What it touched; null where nothing that a response plan knows.</returns>
    public static IReadOnlyList<AffectedResource>? Read(in RecordFields record, ApiCall call, RequestFacts facts, OwnAccounts own, string? region)
    {
        if (!Rules.TryGetValue((call.Service, call.Name), out var rules))
        {
            return null;
        }

        var found = new List<AffectedResource>();
        foreach (var rule in rules)
        {
            if (rule.When(facts) && Holds(record, rule))
            {
                Read(record, rule, facts, own, region, found);
            }
        }

        return found.Count == 0 ? null : found;
    }

    /// <summary>The names of the calls that do something to resources of a kind, as CloudTrail has them.</summary>
    public static IReadOnlyList<string> CallsThat(ResourceKind kind, ResourceChange change) =>
        Names.GetValueOrDefault((kind, change), []);

    private static void Read(in RecordFields record, ResourceRule rule, RequestFacts facts, OwnAccounts own, string? region, List<AffectedResource> found)
    {
        if (KindOf(rule.Kind, facts) is not { } kind)
        {
            return;
        }

        var known = ResourceKinds.Of(kind);
        var resource = new AffectedResource(kind, rule.Change)
        {
            Owner = known.Owner is { } owner ? First(record, rule.OwnerPaths, owner.Form, own) : null,
            Detail = known.Detail is { } detail ? First(record, rule.DetailPaths, detail.Form, own) : null,
            Region = known.IsRegional ? region : null,
        };
        var ids = known.HasId ? Texts(record, rule.IdPaths) : [];
        foreach (var id in ids.Where(id => known.Form(id, own)).Distinct(StringComparer.Ordinal))
        {
            Add(resource with { Id = id });
        }

        // That something of the kind was touched counts even where its id cannot be shown.
        if (ids.Count == 0 || !ids.TrueForAll(id => known.Form(id, own)))
        {
            Add(resource);
        }

        void Add(AffectedResource one)
        {
            if (found.Count < Most)
            {
                found.Add(one);
            }
        }
    }

    // Calls that name no user are about the caller, who is root.
    private static ResourceKind? KindOf(ResourceKind kind, RequestFacts facts) =>
        facts.TargetUser is { } user && !user.Equals("root", StringComparison.OrdinalIgnoreCase) && !user.Equals("AWS ROOT USER", StringComparison.OrdinalIgnoreCase) ? kind
        : kind switch
        {
            ResourceKind.AccessKey => ResourceKind.RootAccessKey,
            ResourceKind.UserMfaDevice => ResourceKind.RootMfaDevice,
            ResourceKind.LoginProfile => null,
            _ => kind,
        };

    private static bool Holds(in RecordFields record, ResourceRule rule) =>
        rule.Condition is not var (path, expected) || Texts(record, path).Exists(text => text.Equals(expected, StringComparison.OrdinalIgnoreCase));

    private static string? First(in RecordFields record, RecordPath[] paths, Func<string, OwnAccounts, bool> form, OwnAccounts own) =>
        Texts(record, paths) is [var first, ..] && form(first, own) ? first : null;

    private static List<string> Texts(in RecordFields record, RecordPath[] paths)
    {
        List<string> texts = [];
        foreach (var path in paths)
        {
            path.Read(record.Json(path.IsResponse ? RecordField.Response : RecordField.Request), texts, Most);
            if (texts.Count > 0)
            {
                break;
            }
        }

        return texts;
    }
}
