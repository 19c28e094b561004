using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Requests;
using RootWatch.Detection.Response.Commands;
using RootWatch.Detection.Response.Resources;
using RootWatch.Detection.Response.Steps;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Response;

/// <summary>Works out which steps an incident calls for, and what each is done to.</summary>
internal sealed class ResponsePlanner
{
    private const string StopCaller = "stop-caller";
    private const string Rejoin = "rejoin-organization";
    private const string LongTerm = "AKIA";
    private static readonly OwnAccounts Nobody = new(Caller: null, OfArn: null, Recipient: null);

    private readonly List<ResponseStep> _possible;
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly ResourceLog _resources = new();
    private readonly Dictionary<string, List<PlannedTarget>> _others = new(StringComparer.Ordinal);

    private ResponsePlanner(bool isManagement, bool hasLeft) =>
        _possible = [.. StepCatalog.All.Where(step => step.Scope switch
        {
            ResponseScope.NotManagement => !isManagement,
            ResponseScope.Member => !isManagement && !hasLeft,
            ResponseScope.NotMember => isManagement || hasLeft,
            _ => true,
        })];

    public static IReadOnlyList<PlannedStep> Plan(IReadOnlyList<Finding> findings, string? account, string partition, bool isManagement, IEnumerable<ObservedChange> later)
    {
        var planner = new ResponsePlanner(isManagement, findings.Any(HasLeftOrganization));
        foreach (var finding in findings)
        {
            planner.Add(finding);
        }

        foreach (var change in later)
        {
            planner._resources.Reverse(change.Resource, change.At);
        }

        var commands = new CommandSlots(account, partition, findings.Max(finding => finding.Record.EventTime), []);
        return [.. planner._possible.Select(step => planner.Planned(step, commands)).OfType<PlannedStep>()];
    }

    private static bool HasLeftOrganization(Finding finding) => !finding.Record.Failed && StepTable.Of(finding.Act.Id, finding.Effect).Contains(Rejoin, StringComparer.Ordinal);

    private void Add(Finding finding)
    {
        var record = finding.Record;
        _wanted.UnionWith(StepTable.Of(record));
        if (record.AccessKeyId?.StartsWith(LongTerm, StringComparison.Ordinal) is true && record.IsByPerson && !record.IsByOthers && CredentialNames.AccessKey(record.AccessKeyId) is { } key)
        {
            _resources.Add(new AffectedResource(ResourceKind.RootAccessKey, ResourceChange.Made) { Id = key }, record.EventTime);
        }

        // What AWS does by itself is not undone.
        if (record.Identity == RootIdentity.AssumedRootSession || QuietSignals.For(record.Identity)?.Id != finding.Act.Id)
        {
            AddDone(finding);
        }
    }

    private void AddDone(Finding finding)
    {
        var record = finding.Record;
        foreach (var resource in record.Affects ?? [])
        {
            _resources.Add(resource, record.EventTime);
        }

        var isCovered = record.Affects?.Any(resource => _possible.Exists(step => step.For(resource) is not null)) is true;
        foreach (var step in StepTable.Of(finding.Act.Id, finding.Effect).Select(id => _possible.Find(step => step.Id == id)).OfType<ResponseStep>())
        {
            if (step.Targets.Count == 0 && !step.IsForUnknownActions)
            {
                _wanted.Add(step.Id);
            }
            else if (!record.Failed && (step.Id == StopCaller || !isCovered))
            {
                AddOther(step, TargetOf(step, record));
            }
        }
    }

    private void AddOther(ResponseStep step, AffectedResource resource)
    {
        var targets = _others.TryGetValue(step.Id, out var known) ? known : _others[step.Id] = [];
        if (!targets.Exists(target => target.Resource == resource))
        {
            targets.Add(new PlannedTarget(resource));
        }
    }

    private static AffectedResource TargetOf(ResponseStep step, RootRecord record)
    {
        if (step.Id == StopCaller)
        {
            return CallerReader.Read(record.Caller);
        }

        if (record.Alarm is not null && step.Targets is [var first, ..])
        {
            return new AffectedResource(first.Kind, first.Change);
        }

        // What AWS documents is no attacker's text.
        var action = AwsActions.Find(record.EventSource, record.EventName);
        var name = $"{action.Service}:{action.Name}";
        return new AffectedResource(ResourceKind.UnknownAction, ResourceChange.Made) { Id = action.IsKnown && ResourceForms.ActionName(name, Nobody) ? name : null, Region = record.Region };
    }

    private PlannedStep? Planned(ResponseStep step, CommandSlots slots)
    {
        List<PlannedTarget> targets =
        [
            .. _resources.Targets.Where(target => step.For(target.Resource) is not null).Select(target => target.IsOff && step.For(target.Resource)!.IsDoneByDeactivation ? target with { IsDone = true, DoneAt = target.OffAt } : target),
            .. _others.GetValueOrDefault(step.Id) ?? [],
        ];
        if (targets.Count == 0 && !_wanted.Contains(step.Id))
        {
            return null;
        }

        var open = targets.Where(target => !target.IsDone).Select(target => target.Resource).ToList();
        var commands = StepCommands.Of(step, open, slots, static target => target.Commands);
        var checks = StepCommands.Of(step, [.. targets.Select(target => target.Resource)], slots, static target => target.CheckCommands);
        var hasTargets = step.Targets.Count > 0;
        return new PlannedStep(
            step,
            targets,
            hasTargets && commands.Count == 0 ? [] : [.. step.Commands.Select(template => CommandTemplate.Of(template).Fill(slots)), .. commands],
            [.. step.CheckCommands.Select(template => CommandTemplate.Of(template).Fill(slots)), .. checks.DistinctBy(command => command.ToShell(), StringComparer.Ordinal)]);
    }
}
