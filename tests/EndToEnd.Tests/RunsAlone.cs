namespace RootWatch.EndToEnd.Tests;

/// <summary>For tests whose processes must not starve: they run after all others, one at a time.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RunsAlone;
