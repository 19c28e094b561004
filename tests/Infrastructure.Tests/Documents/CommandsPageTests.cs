using System.CommandLine;
using System.Text;
using RootWatch.Cli.Demo;

namespace RootWatch.Infrastructure.Tests.Documents;

/// <summary>docs/commands.md is what the tool says of itself; APPROVE=1 writes it anew.</summary>
public sealed class CommandsPageTests
{
    private const string Page = "docs/commands.md";
    private const string Begin = "<!-- generated: the commands, by CommandsPageTests -->";

    [Fact]
    public void The_page_has_every_command_with_its_arguments_and_options()
    {
        var text = new StringBuilder(File.ReadAllText(Repository.PathOf(Page)).Split(Begin)[0]).Append(Begin).Append('\n');
        foreach (var command in Commands().OrderBy(command => command.Name, StringComparer.Ordinal))
        {
            Describe(text, "rootwatch", command);
        }

        Approved.ShouldMatch(text.ToString(), Page);
    }

    // Every command of the tool is made by a class of its own, and stands in Program.cs.
    private static IEnumerable<Command> Commands() =>
        from type in typeof(DemoCommand).Assembly.GetTypes()
        let create = type.GetMethod("Create", Type.EmptyTypes)
        where create is not null && create.IsStatic && create.ReturnType == typeof(Command)
        select (Command)create.Invoke(obj: null, parameters: null)!;

    private static void Describe(StringBuilder text, string parent, Command command)
    {
        var name = $"{parent} {command.Name}";
        var (about, examples) = command.Description!.ReplaceLineEndings("\n").Split("\n\nExample", 2) is [var first, var second] ? (first, second[(second.IndexOf('\n', StringComparison.Ordinal) + 1)..]) : (command.Description, null);
        text.Append($"\n{(parent.Contains(' ', StringComparison.Ordinal) ? "###" : "##")} {string.Join(' ', [name, .. command.Arguments.Where(argument => !argument.Hidden).Select(argument => argument.Name)])}\n\n{about}\n");
        if (examples is not null)
        {
            text.Append($"\n```\n{string.Join('\n', examples.Split('\n').Select(line => line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line))}\n```\n");
        }

        (string Name, string? About)[] rows = [.. command.Arguments.Select(argument => (argument.Name, argument.Description)), .. command.Options.Where(option => !option.Hidden).Select(option => (option.Name, option.Description))];
        if (rows.Length > 0)
        {
            text.Append($"\n| argument, option | meaning |\n|---|---|\n{string.Concat(rows.Select(row => $"| `{row.Name}` | {row.About?.Replace("|", "\\|", StringComparison.Ordinal)} |\n"))}");
        }

        foreach (var inner in command.Subcommands)
        {
            Describe(text, name, inner);
        }
    }
}
