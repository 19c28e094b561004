namespace RootWatch.Detection.Response.Resources;

/// <summary>What people call a resource.</summary>
internal static class ResourceText
{
    public static string Of(AffectedResource resource)
    {
        var facts = ResourceKinds.Of(resource.Kind);
        var id = !facts.HasId ? string.Empty : $" {resource.Id ?? $"<{facts.Placeholder}>"}";
        var owner = facts.Owner is not { } known ? string.Empty : $" of {known.Name} {resource.Owner ?? $"<{known.Placeholder}>"}";
        var region = resource.Region is { } place ? $" in {place}" : string.Empty;
        return $"{facts.Name}{id}{owner}{region}";
    }
}
