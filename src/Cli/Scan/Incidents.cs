using RootWatch.Bridge.Incidents;
using RootWatch.Detection.History;

namespace RootWatch.Cli.Scan;

/// <summary>
/// Keeps incidents until nothing can be added to them, and then hands them out. So it holds those of some days,
/// however many years the logs cover.
/// </summary>
internal sealed class Incidents(Action<Incident> closed)
{
    private readonly Dictionary<string, Incident> _open = new(StringComparer.Ordinal);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public void Take(Incident incident)
    {
        // Without its findings: they hold on to all that was known of the account then.
        _open[incident.Id] = incident with { Known = [] };
        if (incident.End > _next)
        {
            Close(incident.End - AccountState.FailuresCount);
            _next = incident.End.AddDays(1);
        }
    }

    public void Close() => Close(DateTimeOffset.MaxValue);

    private void Close(DateTimeOffset before)
    {
        foreach (var incident in _open.Values.Where(incident => incident.End < before).OrderBy(incident => incident.Start).ThenBy(incident => incident.Id, StringComparer.Ordinal).ToList())
        {
            _open.Remove(incident.Id);
            closed(incident);
        }
    }
}
