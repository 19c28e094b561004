using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Response.Resources;

/// <summary>Which calls touch which kind of resource, and where their records show it.</summary>
/// <param name="Kind">What they touch.</param>
/// <param name="Change">What they do to it.</param>
/// <param name="Events">The calls: a service as CloudTrail calls it, a colon, and names.</param>
/// <param name="Id">The paths of its id, the best first, between bars; each begins with "request" or "response".</param>
internal sealed record ResourceRule(ResourceKind Kind, ResourceChange Change, string Events, string Id = "")
{
    /// <summary>The paths of what it belongs to.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>The paths of a third text that acting on it needs.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>A path and the text that must stand there, with "=" between them; empty where nothing must.</summary>
    public string If { get; init; } = string.Empty;

    /// <summary>What else the request must show.</summary>
    public Func<RequestFacts, bool> When { get; init; } = static _ => true;

    /// <summary>The service of its calls.</summary>
    public string Service { get; } = Events.Split(": ")[0];

    /// <summary>The names of its calls.</summary>
    public string[] Names { get; } = Events.Split(": ")[1].Split(' ');

    public RecordPath[] IdPaths { get; } = RecordPath.ParseAll(Id);

    public RecordPath[] OwnerPaths => field ??= RecordPath.ParseAll(Owner);

    public RecordPath[] DetailPaths => field ??= RecordPath.ParseAll(Detail);

    public (RecordPath[] Path, string Text)? Condition => _condition ??= If.Split('=') is [var path, var text] ? (RecordPath.ParseAll(path), text) : null;

    private (RecordPath[] Path, string Text)? _condition;
}
