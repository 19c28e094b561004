using System.Globalization;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>Stories that are measured together.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Stories">The stories.</param>
internal sealed record Part(string Name, IReadOnlyList<LabelledStory> Stories)
{
    public static IReadOnlyList<Part> All { get; } =
    [
        new("all", LabelledStory.All),
        new("older", [.. LabelledStory.All.Where(story => story.Labels.Older)]),
        new("open", [.. LabelledStory.All.Where(story => story.Labels is { Older: false, HeldOut: false })]),
        new("held out", [.. LabelledStory.All.Where(story => story.Labels.HeldOut)]),
    ];

    /// <summary>What is flagged.</summary>
    public IReadOnlyList<LabelledRecord> Flagged => [.. Records.Where(record => record.IsFlagged)];

    /// <summary>The intruder's records that do more than look.</summary>
    public IReadOnlyList<LabelledRecord> Acts => [.. Records.Where(record => record is { IsAttack: true, IsLook: false })];

    /// <summary>Of what is flagged, the share that is the intruder's; 1 if nothing is flagged.</summary>
    public double Precision => Share(Flagged.Count(record => record.IsAttack), Flagged.Count);

    /// <summary>Of the intruder's acts, the share that is flagged; 1 if there are none.</summary>
    public double Recall => Share(Acts.Count(record => record.IsFlagged), Acts.Count);

    private IEnumerable<LabelledRecord> Records => Stories.SelectMany(story => story.Records);

    private IEnumerable<LabelledStory> Normal => Stories.Where(story => !story.IsAttack);

    private IEnumerable<LabelledStory> Attacks => Stories.Where(story => story.IsAttack);

    /// <summary>A row of the scorecard.</summary>
    public string Row() => Stories.Count == 0 ? $"| {Name} | 0 | 0 | none | none | none | none | none |\n" : string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Normal.Count()} | {Attacks.Count()} | {Normal.Count(story => story.HasFalseAlarm)} | {Attacks.Count(story => story.IsFlaggedInTime)} of {Attacks.Count()} | {Percent(Recall)} | {Percent(Precision)} | {Stories.SelectMany(story => story.NormalUses).Max(use => use.Notifications.News)} |\n");

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;

    // Rounded down: what falls short of a goal must not look as if it reached it.
    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * share):F0} %");
}
