using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response;

/// <summary>What an incident's records did to each resource: what is still as root left it, and what was undone again.</summary>
internal sealed class ResourceLog
{
    private readonly List<PlannedTarget> _targets = [];
    private readonly Dictionary<string, OpenTarget> _open = new(StringComparer.Ordinal);

    public IReadOnlyList<PlannedTarget> Targets => _targets;

    /// <summary>Notes what the next record did.</summary>
    /// <param name="resource">The resource, and what was done to it.</param>
    /// <param name="at">When, UTC; null where that is not known.</param>
    public void Add(AffectedResource resource, DateTimeOffset? at)
    {
        var key = KeyOf(resource);
        if (!_open.ContainsKey(key))
        {
            Open(new PlannedTarget(resource), key, at);
        }

        Reverse(resource, at);
    }

    /// <summary>Notes a change that matters only where it undoes what a record did before.</summary>
    /// <param name="resource">The resource, and what was done to it.</param>
    /// <param name="at">When, UTC; null where that is not known.</param>
    public void Reverse(AffectedResource resource, DateTimeOffset? at)
    {
        var key = KeyOf(resource);
        if (_open.TryGetValue(key, out var open) && !(at < open.Since))
        {
            Reverse(key, open.Place, resource.Change, at);
        }

        if (resource is { Change: ResourceChange.Removed, Id: { } name, Kind: ResourceKind.User or ResourceKind.Role })
        {
            CloseAllOf(resource.Kind, name, at);
        }
    }

    private void Reverse(string key, int place, ResourceChange later, DateTimeOffset? at)
    {
        switch (_targets[place].Resource.Change, later)
        {
            case (ResourceChange.Made or ResourceChange.Changed, ResourceChange.Removed) or (ResourceChange.Removed or ResourceChange.Deactivated, ResourceChange.Made):
                Close(key, place, at);
                break;
            case (ResourceChange.Made, ResourceChange.Deactivated):
                _targets[place] = _targets[place] with { IsOff = true, OffAt = at };
                break;
            case (ResourceChange.Made, ResourceChange.Made):
                _targets[place] = _targets[place] with { IsOff = false, OffAt = null };
                break;
            default:
                break;
        }
    }

    private void Open(PlannedTarget target, string key, DateTimeOffset? at)
    {
        // What is done to it once more is open once more, and stands once in the list.
        var before = _targets.FindIndex(other => other.Resource == target.Resource);
        if (before < 0)
        {
            _targets.Add(target);
            before = _targets.Count - 1;
        }
        else
        {
            _targets[before] = target;
        }

        _open[key] = new OpenTarget(before, at);
    }

    private void Close(string key, int place, DateTimeOffset? at)
    {
        _targets[place] = _targets[place] with { IsDone = true, DoneAt = at };
        _open.Remove(key);
    }

    // With a user or a role goes what is its own.
    private void CloseAllOf(ResourceKind kind, string name, DateTimeOffset? at)
    {
        foreach (var (key, open) in _open.Where(open => !(at < open.Value.Since) && _targets[open.Value.Place].Resource is { Change: ResourceChange.Made or ResourceChange.Changed } resource && IsOf(resource, kind, name)).ToList())
        {
            Close(key, open.Place, at);
        }
    }

    private static bool IsOf(AffectedResource resource, ResourceKind kind, string name)
    {
        var (owned, itself) = kind == ResourceKind.User
            ? (resource.Kind is ResourceKind.AccessKey or ResourceKind.UserPolicy or ResourceKind.UserInlinePolicy or ResourceKind.GroupMembership or ResourceKind.UserMfaDevice, resource.Kind is ResourceKind.LoginProfile)
            : (resource.Kind is ResourceKind.RolePolicy or ResourceKind.RoleInlinePolicy, resource.Kind is ResourceKind.RoleTrust);
        return (owned && name.Equals(resource.Owner, StringComparison.OrdinalIgnoreCase)) || (itself && name.Equals(resource.Id, StringComparison.OrdinalIgnoreCase));
    }

    // IAM's names are the same whatever their case. What is read is apart from what is made or removed.
    private static string KeyOf(AffectedResource resource)
    {
        var id = new PlannedTarget(resource with { Id = NameOf(resource) }).Id;
        return $"{(resource.Region is null ? id.ToUpperInvariant() : id)}:{(resource.Change == ResourceChange.Read ? "read" : string.Empty)}";
    }

    // A record names a trail by its name or by its ARN. A Region has one GuardDuty detector, which is another one when it is created again.
    private static string? NameOf(AffectedResource resource) =>
        resource.Kind switch
        {
            ResourceKind.Trail or ResourceKind.TrailLogging or ResourceKind.TrailSettings => resource.Id?[(resource.Id.LastIndexOf('/') + 1)..],
            ResourceKind.GuardDutyDetector => null,
            _ => resource.Id,
        };

    // Where it stands in the list, and when it was opened.
    private sealed record OpenTarget(int Place, DateTimeOffset? Since);
}
