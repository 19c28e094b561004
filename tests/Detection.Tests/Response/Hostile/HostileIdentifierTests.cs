using CsCheck;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Commands;

namespace RootWatch.Detection.Tests.Response.Hostile;

/// <summary>Nothing that an attacker chose gets into a command, unless it has the strict form of its kind.</summary>
public sealed class HostileIdentifierTests
{
    private const int Wanted = 100_000;

    [Fact]
    public void A_hundred_thousand_hostile_identifiers_reach_no_command_and_no_page()
    {
        var seen = 0;
        var commands = 0;
        HostileIncident.Any.Sample(
            sample =>
            {
                var findings = Incident.Of(sample.Records);
                foreach (var isManagement in new[] { false, true })
                {
                    var plan = ResponsePlan.Of(findings, TestData.Account, "aws", isManagement);
                    Interlocked.Add(ref commands, plan.Steps.Sum(Check) + findings.Sum(finding => ResponsePlan.Of([finding], TestData.Account, "aws", isManagement).Steps.Sum(Check)));
                    ResponseMarkdown.Of(plan).ShouldNotContain(HostileText.Mark);
                    ResponseScript.Of(plan).ShouldNotContain(HostileText.Mark);
                    plan.Steps.SelectMany(step => step.Targets).ShouldAllBe(target => !target.Id.Contains(HostileText.Mark, StringComparison.Ordinal) && !target.Text.Contains(HostileText.Mark, StringComparison.Ordinal));
                }

                Interlocked.Add(ref seen, sample.Count);
            },
            iter: Effort.Of(100));

        seen.ShouldBeGreaterThan(Effort.Of(Wanted));
        commands.ShouldBeGreaterThan(Effort.Of(10_000));
    }

    [Fact]
    public void Identifiers_of_the_right_form_do_reach_the_commands()
    {
        var plan = Incident.PlanOf(Incident.Call("iam", "CreateUser", new { userName = HostileText.Mark }));

        plan.Step("delete-identities").Lines().ShouldBe([$"aws iam delete-user --region us-east-1 --user-name {HostileText.Mark}"]);
    }

    private static int Check(PlannedStep step)
    {
        foreach (var command in step.Commands.Concat(step.CheckCommands))
        {
            Flat(ShellLexer.Words(command.ToShell())).ShouldBe(Flat(Intended(command)), command.ToShell());
        }

        return step.Commands.Count + step.CheckCommands.Count;
    }

    private static IEnumerable<string> Flat(IEnumerable<ShellWord> words) => words.SelectMany(word => word.Substitution is { } inner ? [$"{word.Text}$(", .. Flat(inner), ")"] : new[] { word.Text });

    private static List<ShellWord> Intended(AwsCommand command)
    {
        List<ShellWord> words = [.. command.Words.Select(word => new ShellWord(string.Concat(word.Parts.Select(part => part.IsVariable ? $"${{{part.Text}}}" : part.Text))))];
        return command switch
        {
            { Variable: { } variable } => [new ShellWord($"{variable}=", words)],
            { StartsRootSession: true } => [new ShellWord("set"), new ShellWord("--"), new ShellWord(string.Empty, words)],
            { IsInRootSession: true } => [new ShellWord("AWS_ACCESS_KEY_ID=${1}"), new ShellWord("AWS_SECRET_ACCESS_KEY=${2}"), new ShellWord("AWS_SESSION_TOKEN=${3}"), .. words],
            _ => words,
        };
    }
}
