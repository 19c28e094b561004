using RootWatch.Detection.Activities;

namespace RootWatch.Detection.Policy;

/// <summary>How bad an activity is here. The first rule that fits decides; where none does, the catalogue.</summary>
public sealed record SeverityRule : IPolicyRule
{
    /// <summary>The activity; none means every one.</summary>
    public Activity? Activity { get; init; }

    /// <summary>Only accounts with this tag; none means every account.</summary>
    public string? Tag { get; init; }

    /// <summary>The severity of what is done then. What no setting silences never becomes less severe than in the catalogue.</summary>
    public required Severity Severity { get; init; }

    /// <inheritdoc/>
    public string? Fault() => Activity is null && Tag is null ? "It holds for everything: name an activity or a tag." : null;
}
