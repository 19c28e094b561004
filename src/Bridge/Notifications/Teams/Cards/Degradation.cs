using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>A message that gets shorter and shorter, and says each time what was left out.</summary>
internal static class Degradation
{
    private const int SomeReasons = 5;
    private const int FewReasons = 2;
    private const int SomeFacts = 6;
    private const int ShortFact = 60;
    private const int ShortReason = 300;

    /// <summary>The whole message first, then shorter ones; the last is small, however long the first was.</summary>
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
                yield return shorter with { Remarks = [.. shorter.Remarks, $"Left out because the message is too long: {string.Join(", ", left)}."] };
            }
        }
    }

    private static IReadOnlyList<(string What, Func<Wording, Wording> Step)> Steps { get; } =
    [
        ("the timeline", words => words.Timeline.Count == 0 ? words : words with { Timeline = [] }),
        ("further reasons", words => words.MoreReasons.Count == 0 ? words : words with { MoreReasons = [] }),
        ("reasons", words => words.Reasons.Count <= SomeReasons ? words : words with { Reasons = [.. words.Reasons.Take(SomeReasons)] }),
        ("the ends of facts", words => words.Facts.Concat(words.MoreFacts).All(IsShort) ? words : words with { Facts = [.. words.Facts.Select(Shortened)], MoreFacts = [.. words.MoreFacts.Select(Shortened)] }),
        ("further facts", words => words.MoreFacts.Count == 0 ? words : words with { MoreFacts = [] }),
        ("facts", words => words.Facts.Count <= SomeFacts ? words : words with { Facts = [.. words.Facts.Take(SomeFacts)] }),
        ("the ends of reasons", words => words.Reasons.All(reason => reason.Length <= ShortReason) ? words : words with { Reasons = [.. words.Reasons.Select(reason => Excerpt.WithEllipsis(reason, ShortReason))] }),
        ("most reasons", words => words.Reasons.Count <= FewReasons ? words : words with { Reasons = [.. words.Reasons.Take(FewReasons)] }),
        ("the ends of remarks", words => words.Remarks.All(remark => remark.Length <= ShortReason) ? words : words with { Remarks = [.. words.Remarks.Select(remark => Excerpt.WithEllipsis(remark, ShortReason))] }),
    ];

    private static bool IsShort(Fact fact) => fact.Value.Length <= ShortFact;

    private static Fact Shortened(Fact fact) => fact with { Value = Excerpt.WithEllipsis(fact.Value, ShortFact) };
}
