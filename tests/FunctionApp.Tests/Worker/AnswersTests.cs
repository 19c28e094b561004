using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using RootWatch.FunctionApp.Functions;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>Every function gives every answer that docs/answers.md lists for it, and both hosts give the same.</summary>
public sealed partial class AnswersTests(PublishedApp published)
{
    [Fact]
    public async Task Both_hosts_give_every_documented_answer_and_no_other()
    {
        var expected = await AskEverythingAsync(HostUnderTest.StartLocalAsync);
        var actual = await AskEverythingAsync(settings => HostUnderTest.StartWorkerAsync(published, settings));

        foreach (var (one, other) in expected.Zip(actual))
        {
            other.ShouldBe(one);
        }

        actual.Count.ShouldBe(expected.Count);
        Answers(actual).Except(DocumentedAnswers(), StringComparer.Ordinal).ShouldBeEmpty("given, and not documented");
        DocumentedAnswers().Except(Answers(actual), StringComparer.Ordinal).ShouldBeEmpty("documented, and not given");
    }

    [Fact]
    public void Every_function_is_on_the_page()
    {
        var functions =
            from type in typeof(ReceiveEvents).Assembly.GetTypes()
            from method in type.GetMethods()
            from parameter in method.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null
            from verb in trigger.Methods!
            select $"{verb.ToUpperInvariant()} /api/{trigger.Route}";
        var documented = DocumentedAnswers().Select(answer => answer[..answer.LastIndexOf(' ')]).ToHashSet(StringComparer.Ordinal);

        functions.Distinct(StringComparer.Ordinal).Where(function => !documented.Contains(function)).ShouldBeEmpty();
    }

    private static async Task<List<Exchange>> AskEverythingAsync(Func<Func<RecordingSinks, Dictionary<string, string?>>, Task<HostUnderTest>> startAsync)
    {
        await using var healthy = await startAsync(Questions.Settings);
        await using var broken = await startAsync(Questions.SettingsWithoutLedgerAndTeams);
        using var questions = new Questions(healthy);
        using var others = new Questions(broken);
        await questions.AskHealthyAsync();
        await others.AskBrokenAsync();
        return [.. questions.Exchanges, .. others.Exchanges];
    }

    private static IEnumerable<string> Answers(IEnumerable<Exchange> exchanges) =>
        exchanges.Select(exchange => $"{exchange.Address} {exchange.Reply.Status}").Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> DocumentedAnswers() =>
        from line in File.ReadLines(Repository.PathOf("docs/answers.md"))
        let cells = line.Split(" | ")
        where cells.Length == 3 && Request().IsMatch(cells[0])
        from status in Status().Matches(cells[2])
        select $"{cells[0].Trim('|', ' ', '`')} {status.Value}";

    [GeneratedRegex(@"^\| `(GET|HEAD|POST|DELETE) /api/[^`]*`$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Request();

    [GeneratedRegex(@"\b[2-5][0-9]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Status();
}
