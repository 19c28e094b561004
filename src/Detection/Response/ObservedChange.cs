using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response;

/// <summary>A change to a resource that something other than the incident's own records shows.</summary>
/// <param name="Resource">The resource, and what was done to it.</param>
/// <param name="At">When, UTC; null where that is not known.</param>
public sealed record ObservedChange(AffectedResource Resource, DateTimeOffset? At);
