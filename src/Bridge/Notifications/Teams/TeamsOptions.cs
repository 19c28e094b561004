using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Notifications.Teams.Workflows;
using RootWatch.Bridge.Settings;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Notifications.Teams;

/// <summary>The Teams channel that alerts go to. Section <c>Teams</c>.</summary>
public sealed class TeamsOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Teams";

    /// <summary>The channel's name.</summary>
    internal const string Channel = "teams";

    /// <summary>None, Workflow or Graph. Default: None, and Teams is off.</summary>
    public TeamsVia Via { get; set; }

    /// <summary>For <see cref="Via"/> = Workflow.</summary>
    public WorkflowOptions Workflow { get; set; } = new();

    /// <summary>For <see cref="Via"/> = Graph.</summary>
    public GraphOptions Graph { get; set; } = new();

    /// <summary>Whom messages of High and Critical urgency mention: <c>Teams:OnCall:0:Name</c> and <c>Teams:OnCall:0:Id</c>, and so on. Default: nobody.</summary>
    public IReadOnlyList<OnCallPerson> OnCall { get; set; } = [];

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        (Via switch
        {
            TeamsVia.Workflow => [UnusableSetting.OfSecret("Teams:Workflow:Url", Workflow.Url, Channel)],
            TeamsVia.Graph => Graph.Unusable(Channel),
            _ => Array.Empty<UnusableSetting>(),
        })
        .Concat(OnCall.SelectMany((person, at) => new[] { UnusableSetting.OfReference($"Teams:OnCall:{at}:Name", person.Name, "mentions"), UnusableSetting.OfReference($"Teams:OnCall:{at}:Id", person.Id, "mentions") }))
        .OfType<UnusableSetting>();

    private IEnumerable<OnCallPerson> Known => OnCall.Where(person => !Secret.IsUnresolved(person.Name) && !Secret.IsUnresolved(person.Id));

    /// <summary>Whom a message mentions.</summary>
    internal IReadOnlyList<OnCallPerson> MentionedIn(Message message) => message.Urgency >= Severity.High ? [.. Known] : [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        OnCallProblems().Concat(ViaProblems());

    private IEnumerable<ValidationResult> OnCallProblems() =>
        Known.Where(person => !PlainText.Fits(person.Name) || string.IsNullOrWhiteSpace(person.Id) || (Via == TeamsVia.Graph && !Guid.TryParse(person.Id, out _)))
            .Select(person => new ValidationResult($"Teams:OnCall has \"{person.Name}\" with the id \"{person.Id}\"; it needs a name without brackets and an Entra object id (with Workflow, a user principal name will do)."));

    private IEnumerable<ValidationResult> ViaProblems() =>
        Via switch
        {
            TeamsVia.None => [],
            TeamsVia.Workflow => Workflow.Problems().Select(problem => new ValidationResult(problem)),
            TeamsVia.Graph => Graph.Problems().Select(problem => new ValidationResult(problem)),
            _ => [new ValidationResult($"Teams:Via is \"{Via}\"; it must be None, Workflow or Graph.")],
        };
}
