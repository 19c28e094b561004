using System.Globalization;

namespace RootWatch.Chaos;

/// <summary>What came of a run.</summary>
internal sealed record Tally(int Delivered, int Incidents, int Messages, int Lost, int UnmarkedRepeats, int MarkedRepeats, int Kills, int TableFaults, int ThreadsDeleted, double Seconds, int Seed)
{
    // Each kill, and each fault of the table, may leave both processes to tell the same.
    public bool IsGood => Lost == 0 && UnmarkedRepeats == 0 && MarkedRepeats <= Kills + TableFaults && Incidents > 0;

    /// <summary>The sum of two runs.</summary>
    public static Tally operator +(Tally one, Tally other) =>
        new(
            one.Delivered + other.Delivered,
            one.Incidents + other.Incidents,
            one.Messages + other.Messages,
            one.Lost + other.Lost,
            one.UnmarkedRepeats + other.UnmarkedRepeats,
            one.MarkedRepeats + other.MarkedRepeats,
            one.Kills + other.Kills,
            one.TableFaults + other.TableFaults,
            one.ThreadsDeleted + other.ThreadsDeleted,
            Math.Round(one.Seconds + other.Seconds, 1),
            one.Seed);

    public static (Tally Tally, IReadOnlyList<string> Problems) Of(
        Load load, IReadOnlyList<SnsMessage> sns, IReadOnlyList<TeamsPost> teams, int delivered, int kills, int tableFaults, int threadsDeleted, TimeSpan took, int seed)
    {
        List<ReceivedMessage> received = [.. sns.Select(ReceivedMessage.Of), .. teams.Select(ReceivedMessage.Of)];
        List<string> problems = [];
        foreach (var incident in load.Expected)
        {
            var matching = received.Where(message => message.Event is { } id && incident.Events.Contains(id) && message.Severity >= incident.Severity).ToList();
            if (!matching.Exists(message => message.Channel is "sns"))
            {
                problems.Add($"lost: {incident.Id}, {incident.Severity}, on sns");
            }

            if (!matching.Exists(message => message.Channel is "teams" || message.StandsInForTeams))
            {
                problems.Add($"lost: {incident.Id}, {incident.Severity}, on teams");
            }
        }

        var lost = problems.Count;

        // By the delivery's name, and by what it tells: the same matching under two names would be a repeat, too. A record
        // that an earlier one makes worse, though it became known later, is matching again with a further reason.
        var (unmarked, marked) = Repeats(
            received.GroupBy(message => $"{message.Channel} {message.Delivery}", StringComparer.Ordinal)
                .Concat(received.Where(message => message.Event is not null && !message.StandsInForTeams).GroupBy(message => $"{message.Channel} {message.Event} {message.Why}", StringComparer.Ordinal)));
        problems.AddRange(unmarked.Select(message => $"unmarked repeat: {message}"));
        return (new Tally(delivered, load.Expected.Count, received.Count, lost, unmarked.Count, marked.Count, kills, tableFaults, threadsDeleted, Math.Round(took.TotalSeconds, 1), seed), problems);
    }

    public IReadOnlyList<(string Name, string Value)> Rows =>
    [
        ("envelopes delivered", Text(Delivered)),
        ("incidents due", Text(Incidents)),
        ("messages in both sinks", Text(Messages)),
        ("lost", Text(Lost)),
        ("unmarked repeats", Text(UnmarkedRepeats)),
        ("marked repeats", Text(MarkedRepeats)),
        ("processes killed", Text(Kills)),
        ("faults of the table", Text(TableFaults)),
        ("threads deleted", Text(ThreadsDeleted)),
        ("seconds", Seconds.ToString("F1", CultureInfo.InvariantCulture)),
        ("seed", Text(Seed)),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Of several messages that tell the same all but one must say that they may be repeats. Which one does not is
    // no matter: while the ledger is out of reach to one process and not to the other, it is the later one.
    private static (IReadOnlyList<ReceivedMessage> Unmarked, IReadOnlyList<ReceivedMessage> Marked) Repeats(IEnumerable<IEnumerable<ReceivedMessage>> groups)
    {
        HashSet<ReceivedMessage> unmarked = new(ReferenceEqualityComparer.Instance);
        HashSet<ReceivedMessage> marked = new(ReferenceEqualityComparer.Instance);
        foreach (var group in groups.Select(group => group.ToList()).Where(group => group.Count > 1))
        {
            var excess = group.Where(message => !message.IsMarked).Skip(1).ToList();
            unmarked.UnionWith(excess);
            marked.UnionWith(group.Where(message => message.IsMarked).Take(group.Count - 1 - excess.Count));
        }

        return ([.. unmarked], [.. marked]);
    }
}
