namespace RootWatch.Detection.Response.Steps;

/// <summary>Every step, in the order of work.</summary>
internal static class StepCatalog
{
    public static IReadOnlyList<ResponseStep> All { get; } =
        [.. new[] { StopSteps.All, IdentitySteps.All, ExposureSteps.All, WatchSteps.All, RestoreSteps.All, RemoveSteps.All, ReviewSteps.All }.SelectMany(steps => steps).OrderBy(step => step.Phase)];
}
