namespace RootWatch.Bridge.Tests.Telemetry;

/// <summary>An exporter collects the measurements of the whole process, those of other tests' bridges among them: nothing else may run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
