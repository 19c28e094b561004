using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Response;
using RootWatch.Cli.Respond;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;

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
    /// <param name="files">The files that the incident was found in: what anybody did later is in them, too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public void Write(TextWriter output, LogFiles files, CancellationToken cancellationToken)
    {
        var (account, findings, snapshot) = (Found!.Session.Account, Found.Known.Select(known => known.Finding).ToList(), Found.Snapshot);
        var leftBehind = snapshot.LeftBehind is { } left ? LeftBehindTrail.Read(files, Found, left, cancellationToken) : [];
        var touched = findings.SelectMany(finding => finding.Record.Affects ?? []).Select(resource => resource.Kind).ToHashSet();
        var others = touched.Count == 0 ? [] : RecordsAgain.Select(files, json => ResourceHistory.Read(json, account).Where(change => touched.Contains(change.Resource.Kind)), cancellationToken);
        var plan = IncidentPlan.Of(account, findings, ObservedChanges.Of(leftBehind, others));
        output.Write(format == PlanFormat.Script ? ResponseScript.Of(plan) : ResponseMarkdown.Of(plan));
        output.Flush();
    }
}
