using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>A message in ever fewer words, each time saying what was left out.</summary>
internal static class Degradation
{
    private const int SomeReasons = 5;
    private const int FewReasons = 2;
    private const int SomeFacts = 6;
    private const int ShortFact = 60;
    private const int ShortReason = 300;

    /// <summary>The message whole, and then with less and less; the last is small whatever it was.</summary>
    public static IEnumerable<Wording> Of(Wording whole)
    {
        yield return whole;
        var shorter = whole;
        List<string> left = [];
        foreach (var (name, step) in Steps)
        {
            var next = step(shorter);
            if (next != shorter)
            {
                left.Add(name);
                shorter = next;
                yield return shorter with { Remarks = [.. shorter.Remarks, $"Left out for want of room: {string.Join(", ", left)}."] };
            }
        }
    }

    private static IReadOnlyList<(string What, Func<Wording, Wording> Step)> Steps { get; } =
    [
        ("the timeline", words => words.Timeline.Count == 0 ? words : words with { Timeline = [] }),
        ("reasons", words => words.Reasons.Count <= SomeReasons ? words : words with { Reasons = [.. words.Reasons.Take(SomeReasons)] }),
        ("the ends of facts", words => words.Facts.All(fact => fact.Value.Length <= ShortFact) ? words : words with { Facts = [.. words.Facts.Select(fact => fact with { Value = Excerpt.WithEllipsis(fact.Value, ShortFact) })] }),
        ("facts", words => words.Facts.Count <= SomeFacts ? words : words with { Facts = [.. words.Facts.Take(SomeFacts)] }),
        ("the ends of reasons", words => words.Reasons.All(reason => reason.Length <= ShortReason) ? words : words with { Reasons = [.. words.Reasons.Select(reason => Excerpt.WithEllipsis(reason, ShortReason))] }),
        ("most reasons", words => words.Reasons.Count <= FewReasons ? words : words with { Reasons = [.. words.Reasons.Take(FewReasons)] }),
        ("the ends of remarks", words => words.Remarks.All(remark => remark.Length <= ShortReason) ? words : words with { Remarks = [.. words.Remarks.Select(remark => Excerpt.WithEllipsis(remark, ShortReason))] }),
    ];
}
