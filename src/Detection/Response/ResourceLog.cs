using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response;

/// <summary>What an incident's records did to each resource: what is still as root left it, and what was undone again.</summary>
internal sealed class ResourceLog
{
    private readonly List<PlannedTarget> _targets = [];
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    public IReadOnlyList<PlannedTarget> Targets => _targets;

    /// <summary>Notes what the next record did.</summary>
    /// <param name="resource">The resource, and what was done to it.</param>
    /// <param name="at">When, UTC; null where that is not known.</param>
    public void Add(AffectedResource resource, DateTimeOffset? at)
    {
        var target = new PlannedTarget(resource);
        var key = KeyOf(target);
        if (!_open.ContainsKey(key))
        {
            Open(target, key);
        }

        Reverse(resource, at);
    }

    /// <summary>Notes a change that matters only where it undoes what a record did.</summary>
    /// <param name="resource">The resource, and what was done to it.</param>
    /// <param name="at">When, UTC; null where that is not known.</param>
    public void Reverse(AffectedResource resource, DateTimeOffset? at)
    {
        var key = KeyOf(new PlannedTarget(resource));
        if (_open.TryGetValue(key, out var known) && Undoes(resource.Change, _targets[known].Resource.Change))
        {
            Close(known, at);
            _open.Remove(key);
        }

        if (resource is { Kind: ResourceKind.User, Change: ResourceChange.Removed })
        {
            CloseAllOf(resource.Id, at);
        }
    }

    private void Open(PlannedTarget target, string key)
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

        _open[key] = before;
    }

    private void Close(int place, DateTimeOffset? at) => _targets[place] = _targets[place] with { IsDone = true, DoneAt = at };

    // Who deletes a user has deleted what is the user's.
    private void CloseAllOf(string? user, DateTimeOffset? at)
    {
        foreach (var place in _open.Values.Where(place => user is not null && _targets[place].Resource is { Change: ResourceChange.Made } resource && IsOf(resource, user)).ToList())
        {
            Close(place, at);
            _open.Remove(KeyOf(_targets[place]));
        }
    }

    private static bool IsOf(AffectedResource resource, string user) =>
        resource.Kind is ResourceKind.AccessKey or ResourceKind.UserPolicy or ResourceKind.UserInlinePolicy or ResourceKind.GroupMembership or ResourceKind.UserMfaDevice ? user.Equals(resource.Owner, StringComparison.OrdinalIgnoreCase)
        : resource.Kind is ResourceKind.LoginProfile && user.Equals(resource.Id, StringComparison.OrdinalIgnoreCase);

    private static bool Undoes(ResourceChange later, ResourceChange earlier) =>
        (earlier, later) is (ResourceChange.Made or ResourceChange.Changed, ResourceChange.Removed) or (ResourceChange.Removed, ResourceChange.Made);

    // IAM's names are the same whatever their case. What is read is apart from what is made or removed.
    private static string KeyOf(PlannedTarget target) =>
        $"{(target.Resource.Region is null ? target.Id.ToUpperInvariant() : target.Id)}:{(target.Resource.Change == ResourceChange.Read ? "read" : string.Empty)}";
}
