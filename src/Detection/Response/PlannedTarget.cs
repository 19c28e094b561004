using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response;

/// <summary>What a step is done to.</summary>
/// <param name="Resource">The resource.</param>
public sealed record PlannedTarget(AffectedResource Resource)
{
    /// <summary>Stable within the step: the same resource has the same id in every plan of the incident.</summary>
    public string Id => $"{Resource.Kind}:{Resource.Region}:{Resource.Owner}:{Resource.Id}";

    /// <summary>What people call it, such as "access key AKIAIOSFODNN7EXAMPLE of user deploy". It holds no text but RootWatch's own and ids of a strict form.</summary>
    public string Text => ResourceText.Of(Resource);

    /// <summary>A later record of the incident shows that it is done already.</summary>
    public bool IsDone { get; init; }

    /// <summary>When that was, UTC; null where it is not done, or the record has no time.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>It is switched off, and can be switched on again: some steps are done by that.</summary>
    internal bool IsOff { get; init; }

    /// <summary>When that was, UTC; null where it is not so, or the record has no time.</summary>
    internal DateTimeOffset? OffAt { get; init; }
}
