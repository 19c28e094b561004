using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>What the weekly message says of asking AWS.</summary>
internal static class WeeklyReconciliation
{
    private const int MostNamed = 5;

    /// <param name="incidents">Those of the week.</param>
    /// <param name="accounts">The accounts that were asked about.</param>
    /// <param name="since">When the week began, UTC.</param>
    public static IEnumerable<Fact> Facts(IReadOnlyList<Incident> incidents, IReadOnlyList<ReconciledAccount> accounts, DateTimeOffset since)
    {
        var records = incidents.SelectMany(incident => incident.Known).Where(known => known.Arrived >= since && known.Finding.Record.Alarm is null).Select(known => known.Finding.Record).ToList();
        var missed = records.Count(record => record.FoundInHistory is { Brought: null });
        yield return new Fact("Reconciled", $"{Phrases.Count(records.Count, "root event")}: {records.Count - missed} delivered, {missed} found only by asking AWS");
        var complete = accounts.Count(account => account.Refusal is null && account.Regions.TrueForAll(region => region.Refusal is null) && account.Until is not null);
        yield return new Fact("Accounts asked", $"{complete} of {accounts.Count} in all their regions");
        var refused = accounts.Where(account => account.Refusal is not null).Select(account => account.Account).Order(StringComparer.Ordinal).ToList();
        if (refused.Count > 0)
        {
            yield return new Fact("Could not be asked", string.Join(", ", refused.Take(MostNamed)) + (refused.Count > MostNamed ? $", and {refused.Count - MostNamed} more" : string.Empty));
        }
    }
}
