using System.Globalization;
using System.Text;
using RootWatch.Detection.Response.Commands;

namespace RootWatch.Detection.Response;

/// <summary>A plan as Markdown. No text of a record reaches it but ids of a strict form.</summary>
public static class ResponseMarkdown
{
    /// <summary>The Markdown, in lines that end with "\n".</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(ResponsePlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Response plan for account {plan.Account ?? "(unknown)"}\n\n{ResponseWords.ChangesNothing}\n");
        if (plan.IsManagement)
        {
            text.Append("\nThis is the organization's management account: no service control policy binds its root, and central root management does not reach it.\n");
        }

        if (plan.Steps.Any(step => step.Placeholders.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{ResponseWords.FillIn}\n");
        }

        foreach (var phase in plan.Steps.GroupBy(step => step.Step.Phase))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {ResponseWords.Of(phase.Key)}\n");
            foreach (var step in phase)
            {
                Append(text, step);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, PlannedStep planned)
    {
        var step = planned.Step;
        text.Append(CultureInfo.InvariantCulture, $"\n### {step.Title}{(planned.IsUrgent ? " (urgent)" : planned.IsDone ? " (done)" : string.Empty)}\n\n{step.Why}{(step.Note.Length > 0 ? $" {step.Note}" : string.Empty)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- Step: `{step.Id}`\n- Who: {ResponseWords.Of(step.Actor)}\n- Undo: {step.Undo}\n- Check: {step.Check}\n");
        foreach (var target in planned.Targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"- [{(target.IsDone ? 'x' : ' ')}] `{target.Text}`{DoneOf(target)}\n");
        }

        foreach (var placeholder in planned.Placeholders)
        {
            text.Append(CultureInfo.InvariantCulture, $"- Fill in `{placeholder.Text}`: {placeholder.Where}\n");
        }

        AppendCommands(text, "Run:", planned.Commands);
        AppendCommands(text, "Check that it worked:", planned.CheckCommands);
    }

    private static string DoneOf(PlannedTarget target) =>
        !target.IsDone ? string.Empty
        : target.DoneAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" (undone at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, as a later record shows)")
        : " (undone, as a later record shows)";

    private static void AppendCommands(StringBuilder text, string heading, IReadOnlyList<AwsCommand> commands)
    {
        if (commands.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n\n```sh\n{string.Join('\n', commands.Select(command => command.ToShell()))}\n```\n");
        }
    }
}
