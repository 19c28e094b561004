using System.Globalization;
using System.Text;
using RootWatch.Detection.Response.Commands;

namespace RootWatch.Detection.Response;

/// <summary>
/// A plan as a script for a POSIX shell. By itself it only prints; a step runs when it is named after <c>--yes</c>, or when
/// <c>--ask</c> asks and the answer is y. No text of a record reaches it but ids of a strict form.
/// </summary>
public static class ResponseScript
{
    private const string Functions = """
        set -u
        export AWS_PAGER=''
        failures=0

        failed() {
          failures=$((failures + 1))
          printf 'This command failed. The step goes on.\n' >&2
        }

        # A placeholder that nobody has filled in ends the step.
        filled() {
          case $1 in
            '<'*'>') printf 'Fill in %s first: %s\n' "$1" "$2" >&2; return 1 ;;
          esac
        }

        # The wrong credentials end the step.
        in_account() {
          is=$(aws sts get-caller-identity --region "$2" --query Account --output text) || is='unknown'
          [ "$is" = "$1" ] && return 0
          printf 'These credentials are of account %s, and the step is for account %s.\n' "$is" "$1" >&2
          return 1
        }

        """;

    /// <summary>The script, in lines that end with "\n".</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(ResponsePlan plan)
    {
        var steps = plan.Steps.Where(step => step.Commands.Count > 0).ToList();
        var text = new StringBuilder();
        text.Append($"""
            #!/bin/sh
            # Response plan for account {plan.Account ?? "(unknown)"}. {ResponseWords.ChangesNothing}
            #   sh plan.sh                  prints the steps, and runs nothing
            #   sh plan.sh --yes STEP…      runs the steps that are named
            #   sh plan.sh --ask            asks for each step, and runs it when the answer is y
            # AWS_PROFILE chooses the credentials; steps differ in whose they need. {ResponseWords.FillIn}

            """).Append(Functions);
        foreach (var step in steps)
        {
            AppendFunction(text, step, plan.Account, CommandSlots.HomeRegion(plan.Partition));
        }

        text.Append("\nsteps='").AppendJoin(' ', steps.Select(step => step.Id)).Append("'\n");
        text.Append("show() {\n");
        foreach (var step in plan.Steps)
        {
            AppendShow(text, step);
        }

        return text.Append("}\n").Append(Main).ToString();
    }

    private const string Main = """

        run() {
          case " $steps " in
            *" $1 "*) printf '\n== %s ==\n' "$1"; ("step_$(printf %s "$1" | tr - _)" && [ "$failures" -eq 0 ]) || failures=$((failures + 1)) ;;
            *) printf 'No step with commands is called %s. Run the script without arguments to see them.\n' "$1" >&2; failures=$((failures + 1)) ;;
          esac
        }

        case ${1:-} in
          '') show ;;
          --yes) shift; for step; do run "$step"; done ;;
          --ask)
            for step in $steps; do
              printf 'Run %s? [y/N] ' "$step"
              read -r answer || break
              [ "$answer" = y ] && run "$step"
            done ;;
          *) printf 'Usage: sh plan.sh [--yes STEP... | --ask]\n' >&2; exit 2 ;;
        esac
        [ "$failures" -eq 0 ]

        """;

    private static void AppendFunction(StringBuilder text, PlannedStep step, string? account, string region)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n# {step.Step.Title}: {ResponseWords.Of(step.Step.Actor)}.\nstep_{step.Id.Replace('-', '_')}() {{\n");
        foreach (var placeholder in step.Commands.SelectMany(command => command.Placeholders).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"  filled {Quoted(placeholder.Text)} {Quoted(placeholder.Where)} || return 1\n");
        }

        if (account is not null && step.Step.Actor is ResponseActor.Administrator or ResponseActor.Root)
        {
            text.Append(CultureInfo.InvariantCulture, $"  in_account {account} {region} || return 1\n");
        }

        foreach (var command in step.Commands)
        {
            // What follows needs what these give.
            var otherwise = command.Variable is not null || command.StartsRootSession ? "return 1" : "failed";
            text.Append(CultureInfo.InvariantCulture, $"  {command.ToShell()} || {otherwise}\n");
        }

        text.Append("}\n");
    }

    private static void AppendShow(StringBuilder text, PlannedStep step)
    {
        string[] lines =
        [
            $"{step.Id}{(step.IsUrgent ? " (urgent)" : string.Empty)}: {step.Step.Title}. Who: {ResponseWords.Of(step.Step.Actor)}.",
            $"  {step.Step.Why}{(step.Step.Note.Length > 0 ? $" {step.Step.Note}" : string.Empty)}",
            .. step.Targets.Select(target => $"  - {target.Text}{(target.IsDone ? " (undone already)" : string.Empty)}"),
            .. step.Commands.Select(command => $"  $ {command.ToShell()}"),
        ];
        text.Append("  printf '%s\\n'");
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $" \\\n    {Quoted(line)}");
        }

        text.Append('\n');
    }

    private static string Quoted(string text) => new CommandWord([new CommandPart(text)]).ToShell();
}
