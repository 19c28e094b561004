using System.Globalization;
using System.Text.Encodings.Web;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Whom a message mentions: the first of those on call, as many as fit, and how many others there are.</summary>
/// <param name="People">Those who are mentioned, each by a name that nobody else has: Teams tells mentions apart by their text.</param>
/// <param name="Others">How many more are on call.</param>
internal sealed record Mentions(IReadOnlyList<OnCallPerson> People, int Others)
{
    // More than anybody reads; and a share of the message that leaves room for what happened.
    private const int Most = 20;
    private const int LargestShare = 5_000;
    private const int LongestName = 64;

    // What stands around a name and an id, and how often the name stands there.
    private const int Frame = 250;
    private const int NameRepeated = 4;

    public static Mentions Nobody { get; } = new([], 0);

    /// <summary>Nobody, and no others either.</summary>
    public bool IsEmpty => People.Count + Others == 0;

    /// <summary>The entities that a card's text refers to; null where nobody is mentioned.</summary>
    public IReadOnlyList<Mention>? Entities => People.Count > 0 ? [.. People.Select(Mention.Of)] : null;

    /// <summary>A card's line.</summary>
    public string Line => People.Count > 0 ? $"{string.Join(", ", People.Select(person => Mention.Of(person).Text))}{More}" : $"{Number(Others)} people, too many to mention";

    /// <summary>What stands before the card in a message through Graph, whose mentions are numbered.</summary>
    public string Html =>
        IsEmpty ? string.Empty
        : People.Count > 0 ? $"{string.Join(' ', People.Select((person, at) => $"<at id=\"{Number(at)}\">{HtmlEncoder.Default.Encode(person.Name)}</at>"))}{More} "
        : $"On call: {Line} ";

    private string More => Others > 0 ? $" and {Number(Others)} more" : string.Empty;

    public static Mentions Of(IReadOnlyList<OnCallPerson> onCall)
    {
        List<OnCallPerson> people = [];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var everybody = onCall.DistinctBy(person => person.Id, StringComparer.OrdinalIgnoreCase).ToList();
        var share = 0;
        foreach (var person in everybody.Take(Most))
        {
            var mentioned = new OnCallPerson { Id = person.Id, Name = NameOf(person, names) };
            share += Frame + (NameRepeated * CardSize.Escaped(mentioned.Name)) + CardSize.Escaped(mentioned.Id);
            if (share > LargestShare)
            {
                break;
            }

            people.Add(mentioned);
        }

        return new Mentions(people, everybody.Count - people.Count);
    }

    /// <summary>The same with fewer people mentioned, down to nobody.</summary>
    public IEnumerable<Mentions> Fewer()
    {
        for (var some = People.Count / 2; some < People.Count; some = some == 0 ? People.Count : some / 2)
        {
            yield return new Mentions([.. People.Take(some)], Others + People.Count - some);
        }
    }

    private static string NameOf(OnCallPerson person, HashSet<string> taken)
    {
        var name = Excerpt.WithEllipsis(person.Name.Trim(), LongestName);
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = $"{name} ({Number(number)})";
        }

        return unique;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
