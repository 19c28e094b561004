using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Notifications.Teams.Workflows;

namespace RootWatch.Bridge.Notifications.Teams;

/// <summary>The Teams channel that alerts go to. Section <c>Teams</c>.</summary>
public sealed class TeamsOptions : IValidatableObject
{
    public const string SectionName = "Teams";

    /// <summary>None, Workflow or Graph. Default: None, and Teams is off.</summary>
    public TeamsVia Via { get; set; }

    /// <summary>For <see cref="Via"/> = Workflow.</summary>
    public WorkflowOptions Workflow { get; set; } = new();

    /// <summary>For <see cref="Via"/> = Graph.</summary>
    public GraphOptions Graph { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Via switch
        {
            TeamsVia.None => [],
            TeamsVia.Workflow => Workflow.Problems().Select(problem => new ValidationResult(problem, [nameof(Workflow)])),
            TeamsVia.Graph => Graph.Problems().Select(problem => new ValidationResult(problem, [nameof(Graph)])),
            _ => [new ValidationResult($"Teams:Via is \"{Via}\"; it must be None, Workflow or Graph.", [nameof(Via)])],
        };
}
