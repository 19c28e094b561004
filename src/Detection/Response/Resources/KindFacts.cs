using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>What is known of a kind of resource.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Form">Whether a text can be its id; an empty name of the placeholder means that it has none.</param>
/// <param name="Placeholder">What stands in a command for an id that is not known, without brackets.</param>
/// <param name="Where">Where to find what is not known.</param>
internal sealed record KindFacts(string Name, Func<string, OwnAccounts, bool> Form, string Placeholder, string Where)
{
    /// <summary>What it belongs to; null where it belongs to nothing.</summary>
    public OwnerFacts? Owner { get; init; }

    /// <summary>A third text that acting on it needs; null where none is needed.</summary>
    public OwnerFacts? Detail { get; init; }

    /// <summary>It is in one region.</summary>
    public bool IsRegional { get; init; }

    /// <summary>Where its id is not known, a command needs a placeholder.</summary>
    public bool HasId => Placeholder.Length > 0;
}
