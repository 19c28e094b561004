using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Response;
using RootWatch.Cli.Respond;
using RootWatch.Detection.Response;

namespace RootWatch.Cli.Scan;

/// <summary>What to do about one incident.</summary>
internal sealed class PlanReport(string incident, PlanFormat format) : IReport
{
    /// <summary>The incident as its last finding left it; null where none was found.</summary>
    public Incident? Found { get; private set; }

    public void Take(RecordedFinding recorded)
    {
        if (recorded.Incident.Id == incident)
        {
            Found = recorded.Incident;
        }
    }

    public void End()
    {
        if (Found is null)
        {
            Console.Error.WriteLine($"No incident is called {incident}. --format incidents lists them.");
        }
    }

    /// <param name="output">Where to.</param>
    /// <param name="leftBehind">What the same logs say of what the incident left behind.</param>
    public void Write(TextWriter output, IReadOnlyList<FollowedCredential> leftBehind)
    {
        var plan = IncidentPlan.Of(Found!.Session.Account, [.. Found.Known.Select(known => known.Finding)], ObservedChanges.Of(leftBehind));
        output.Write(format == PlanFormat.Script ? ResponseScript.Of(plan) : ResponseMarkdown.Of(plan));
        output.Flush();
    }
}
