using System.Globalization;

namespace RootWatch.Chaos;

/// <summary>What came of a run.</summary>
internal sealed record Tally(int Delivered, int Incidents, int Messages, int Lost, int UnmarkedRepeats, int MarkedRepeats, int Kills, double Seconds, int Seed)
{
    public bool IsGood => Lost == 0 && UnmarkedRepeats == 0 && MarkedRepeats <= Kills && Incidents > 0;

    public static (Tally Tally, IReadOnlyList<string> Problems) Of(
        Load load, IReadOnlyList<SnsMessage> sns, IReadOnlyList<TeamsPost> teams, int delivered, int kills, TimeSpan took, int seed)
    {
        var heard = sns.Select(Heard.Of).ToList();
        var byMessage = heard.GroupBy(message => Trunk(message.Delivery), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        heard.AddRange(teams.Select(post => Heard.Of(post, byMessage)));
        List<string> problems = [];
        foreach (var incident in load.Expected)
        {
            var told = heard.Where(message => message.Event is { } id && incident.Events.Contains(id) && message.Severity >= incident.Severity).ToList();
            if (!told.Exists(message => message.Channel is "sns"))
            {
                problems.Add($"lost: {incident.Id}, {incident.Severity}, on sns");
            }

            if (!told.Exists(message => message.Channel is "teams" || message.StandsInForTeams))
            {
                problems.Add($"lost: {incident.Id}, {incident.Severity}, on teams");
            }
        }

        var lost = problems.Count;

        // By the delivery's name, and by what it tells: the same told under two names would be a repeat, too. A record
        // that an earlier one makes worse, though it became known later, is told again with a further reason.
        var (unmarked, marked) = Repeats(
            heard.GroupBy(message => $"{message.Channel} {message.Delivery}", StringComparer.Ordinal)
                .Concat(heard.Where(message => message.Event is not null && !message.StandsInForTeams).GroupBy(message => $"{message.Channel} {message.Event} {message.Why}", StringComparer.Ordinal)));
        problems.AddRange(unmarked.Select(message => $"unmarked repeat: {message}"));
        return (new Tally(delivered, load.Expected.Count, heard.Count, lost, unmarked.Count, marked.Count, kills, Math.Round(took.TotalSeconds, 1), seed), problems);
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
        ("seconds", Seconds.ToString("F1", CultureInfo.InvariantCulture)),
        ("seed", Text(Seed)),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Trunk(string delivery) =>
        delivery.EndsWith(".unproven", StringComparison.Ordinal) ? delivery[..delivery.LastIndexOf(".sns", StringComparison.Ordinal)] : delivery[..delivery.LastIndexOf('.')];

    // Of several messages that tell the same all but one must say that they may be repeats. Which one does not is
    // no matter: while the ledger is out of reach to one process and not to the other, it is the later one.
    private static (IReadOnlyList<Heard> Unmarked, IReadOnlyList<Heard> Marked) Repeats(IEnumerable<IEnumerable<Heard>> groups)
    {
        HashSet<Heard> unmarked = new(ReferenceEqualityComparer.Instance);
        HashSet<Heard> marked = new(ReferenceEqualityComparer.Instance);
        foreach (var group in groups.Select(group => group.ToList()).Where(group => group.Count > 1))
        {
            var excess = group.Where(message => !message.IsMarked).Skip(1).ToList();
            unmarked.UnionWith(excess);
            marked.UnionWith(group.Where(message => message.IsMarked).Take(group.Count - 1 - excess.Count));
        }

        return ([.. unmarked], [.. marked]);
    }
}
