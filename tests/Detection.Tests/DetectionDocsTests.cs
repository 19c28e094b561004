using System.Globalization;
using System.Text;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Counters;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Tests;

/// <summary>Every signal has its page in docs/detections: the upper part comes from the catalogue, the lower is written by hand.</summary>
public sealed class DetectionDocsTests
{
    private const string Folder = "docs/detections";
    private const string ByHand = "<!-- Written by hand from here on. -->";
    private const string Index = $"{Folder}/README.md";
    private static readonly string[] Headings = ["## Silent when", "## Blind spots", "## What to do", "## References"];

    public static TheoryData<string> Ids { get; } = [.. Effort.Each(Pages().Select(page => page.Id))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_signal_has_its_page(string id)
    {
        var page = Pages().Single(page => page.Id == id);
        var path = Repository.PathOf($"{Folder}/{id}.md");
        var written = File.Exists(path) ? File.ReadAllText(path) : ByHand;

        Approved.ShouldMatch(page.Text + ByHand + written[(written.IndexOf(ByHand, StringComparison.Ordinal) + ByHand.Length)..], $"{Folder}/{id}.md");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_page_says_by_hand_what_a_machine_cannot_know(string id)
    {
        var lower = File.ReadAllText(Repository.PathOf($"{Folder}/{id}.md")).Split(ByHand)[1];
        var sections = lower.Split(Headings, StringSplitOptions.None);

        sections.Length.ShouldBe(Headings.Length + 1, $"one each of {string.Join(", ", Headings)}");
        sections.Skip(1).ShouldAllBe(section => section.Trim().Length > 10);
    }

    [Fact]
    public void There_is_no_page_of_what_is_gone() =>
        Directory.EnumerateFiles(Repository.PathOf(Folder), "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name != "README").ShouldBe(Pages().Select(page => page.Id), ignoreOrder: true);

    [Fact]
    public void The_index_lists_every_effect()
    {
        var table = new StringBuilder("| effect | what the act does | assessment | severity | id |\n|---|---|---|---|---|\n");
        foreach (var effect in Enum.GetValues<Effect>())
        {
            var entry = EffectEntries.For(effect);
            table.Append($"| {WordsOf(effect)} | {MeaningOf(entry)} | {entry.Assessment} | {entry.Severity} | [{entry.Id}]({entry.Id}.md) |\n");
        }

        ShouldHold("the effects", table.ToString());
    }

    [Fact]
    public void The_index_lists_every_detection()
    {
        var table = new StringBuilder("| id | what | assessment | severity | |\n|---|---|---|---|---|\n");
        foreach (var page in Pages())
        {
            table.Append($"| [{page.Id}]({page.Id}.md) | {page.What} | {page.Assessment} | {page.Severity} | {(page.NeverSilenced ? "never silenced" : string.Empty)} |\n");
        }

        ShouldHold("the detections", table.ToString());
    }

    private static void ShouldHold(string tableName, string table)
    {
        var (begin, end) = ($"<!-- generated: {tableName}, by DetectionDocsTests -->", $"<!-- end of {tableName} -->");
        var index = File.ReadAllText(Repository.PathOf(Index));

        Approved.ShouldMatch($"{index[..index.IndexOf(begin, StringComparison.Ordinal)]}{begin}\n\n{table}\n{index[index.IndexOf(end, StringComparison.Ordinal)..]}", Index);
    }

    // "TakeProtectionOff" is "take protection off".
    private static string WordsOf(Effect effect) =>
        string.Concat(effect.ToString().Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")).TrimStart();

    // What stands before the first "and" is the same for every effect: that no other entry speaks.
    private static string MeaningOf(CatalogueEntry entry) => entry.WhenText.Split(", and ", 2)[^1];

    private static IEnumerable<Page> Pages() =>
    [
        .. Catalogue.Entries.Select(Page.Of),
        .. ContextSignals.Everything.Select(Page.Of),
        .. AllCounters.All.Select(Page.Of),
        .. QuietSignalsOf().Select(quiet => Page.Of(quiet.Signal, quiet.FiresWhen)),
        Page.Of(PolicySignals.Expected(new Expectation { From = default, To = default, Who = new("somebody"), Ticket = new("some ticket") }), "a declared window is open for the account, and plans the task from the network"),
        Page.Of(PolicySignals.Allowed(new AllowRule { Reason = new("the policy's reason.") }), "the policy's `allow` has a rule for the account, the network and the task, and the entry is none that no setting silences"),
    ];

    private static IEnumerable<(Signal Signal, string FiresWhen)> QuietSignalsOf()
    {
        yield return (QuietSignals.Late, "the record has an `addendum`");
        foreach (var (identity, when) in new[]
        {
            (RootIdentity.Service, "`invokedBy` names a service other than signin.amazonaws.com, and the source address is a service's, too; or one of the two is `AWS Internal`, no address is named, and the call changes neither identities, sign-in, account nor organization"),
            (RootIdentity.AwsSupport, "the source address is support.amazonaws.com"),
            (RootIdentity.ServiceEvent, "`eventType` is AwsServiceEvent, and the event is none of AWS Sign-In's"),
            (RootIdentity.AssumedRootSession, "`sessionContext.assumedRoot` is \"true\", and the task policy covers the call"),
            (RootIdentity.UnidentifiedDirectoryLogin, "an ExternalIdPDirectoryLogin of type Root has no ARN"),
            (RootIdentity.Inconsistent, "`type` is Root and the ARN is not root's, or the ARN is root's and the type is IAMUser or AssumedRole"),
        })
        {
            yield return (QuietSignals.For(identity)!, when);
        }
    }

    private sealed record Page(string Id, string What, string Why, Assessment Assessment, Severity Severity, string FiresWhen, IEnumerable<string> Evidence, IEnumerable<string> Techniques, bool NeverSilenced, string Silencing)
    {
        public string Text => string.Join(
            '\n',
            $"# {Id}",
            string.Empty,
            $"{What} {Why}",
            string.Empty,
            "| | |",
            "|---|---|",
            $"| assessment | {Assessment} |",
            $"| severity | {Severity} |",
            $"| fires when | {FiresWhen} |",
            $"| evidence | {string.Join(", ", Evidence.Select(path => $"`{path}`"))} |",
            $"| ATT&CK | {(Techniques.Any() ? string.Join(", ", Techniques.Select(id => $"[{id}](https://attack.mitre.org/techniques/{id.Replace('.', '/')}/)")) : "none")} |",
            $"| settings | {Silencing} |",
            string.Empty,
            string.Empty);

        public static Page Of(CatalogueEntry entry)
        {
            var record = TestData.Call("x", "y", TestData.Morning, isRead: true) with { Identity = entry.Activity == Activity.AssumeRootIssued ? RootIdentity.AssumeRootCaller : entry.IsByOthers ? RootIdentity.ActOnRoot : RootIdentity.RootUser };
            var isOfFailures = !entry.When(record) && entry.When(record with { Failed = true });
            var signal = entry.ToSignal(record with { Failed = isOfFailures });
            var silencing = entry.NoSettingSilences
                ? "no policy and no declared window makes it less"
                : entry.MustBeNamed ? "a policy's `allow` or a declared window makes it Expected and at most Low where it names this very id; `severity` can only make it worse"
                : "a policy's `allow` or a declared window makes it Expected and at most Low; `severity` sets how bad it is";
            var byWhom = entry.IsByOthers ? ", by anybody but root; where the call failed, at most Unusual and Medium" : string.Empty;
            return new Page(
                entry.Id, signal.Sentence, entry.Why, entry.Assessment, entry.Severity,
                $"{string.Join("; ", entry.Events.Select(events => $"`{events}`"))}{(entry.WhenText.Length > 0 ? $", when {entry.WhenText}" : string.Empty)}{byWhom}{(entry.EvenByService ? "; even where a service acts for root" : string.Empty)}",
                signal.Evidence, entry.Techniques, entry.NoSettingSilences, silencing);
        }

        public static Page Of(ContextSignal context) => new(
            context.Id, context.Sentence, context.Why, context.Assessment, context.Severity, context.FiresWhen, context.Evidence, context.Techniques, NeverSilenced: context.Assessment == Assessment.Anomalous,
            context.Id is "new-network" ? "a network that a policy's `allow` or an open window names is known" : "no policy and no declared window makes it less");

        public static Page Of(Counter counter)
        {
            var first = counter.Thresholds[0];
            return new Page(
                counter.Id, string.Format(CultureInfo.InvariantCulture, counter.Sentence, first.At), counter.Why, first.Assessment, first.Severity, counter.FiresWhen, Counter.Evidence, counter.Techniques, NeverSilenced: counter.CountsPlanned,
                counter.CountsPlanned ? "no policy and no declared window makes it less" : "what a policy's `allow` or a declared window covers does not count");
        }

        public static Page Of(Signal signal, string firesWhen) => new(
            signal.Id, signal.Sentence, signal.Why, signal.Assessment, signal.Severity, firesWhen, signal.Evidence, signal.Techniques, NeverSilenced: false, "none are needed: it wakes nobody");
    }
}
