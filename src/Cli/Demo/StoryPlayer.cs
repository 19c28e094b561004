using System.Diagnostics;
using RootWatch.Simulator.Sinks;
using Spectre.Console;

namespace RootWatch.Cli.Demo;

/// <summary>Plays the story and shows what becomes of it.</summary>
internal static class StoryPlayer
{
    private const int WidthInAPipe = 160;

    // Room for seconds, too, so that a slow machine's table is laid out like any other's.
    private const int AnswerWidth = 18;
    private const int TimeWidth = 8;

    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(ServeOptions? serve, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthInAPipe;
        }

        await using var demo = await DemoEnvironment.StartAsync(serve?.Port ?? 0, cancellationToken);
        console.MarkupLineInterpolated($"The bridge listens on [blue]{demo.EventsUrl}[/]; EventBridge, SNS and Teams are stand-ins on loopback ports.");
        var table = Table();
        var failures = 0;
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Live(table).StartAsync(async live => failures = await PlayAsync(demo, table, live.Refresh, cancellationToken));
        }
        else
        {
            failures = await PlayAsync(demo, table, static () => { }, cancellationToken);
            console.Write(table);
        }

        console.MarkupLine("[grey]SNS and Teams: how long after its event the message was there.[/]");
        console.MarkupLine(Summary(demo, failures));
        if (serve is not null)
        {
            await ServeSession.RunAsync(demo, serve, cancellationToken);
        }

        return failures == 0 ? 0 : 1;
    }

    private static Table Table() =>
        new Table().RoundedBorder()
            .AddColumn("What happens")
            .AddColumn("Answer", column => column.Width(AnswerWidth))
            .AddColumns("Verdict", "Why")
            .AddColumn("SNS", column => column.Width(TimeWidth))
            .AddColumn("Teams", column => column.Width(TimeWidth));

    private static async Task<int> PlayAsync(DemoEnvironment demo, Table table, Action refresh, CancellationToken cancellationToken)
    {
        var failures = 0;
        var due = 0;
        var now = TimeProvider.System.GetUtcNow();
        foreach (var one in DemoStory.Events)
        {
            var sent = TimeProvider.System.GetUtcNow();
            var report = await demo.EventBridge.DeliverAsync(DemoStory.Envelope(one, now), cancellationToken);
            var answer = Cli.Answer.Of(report.Attempts[^1]);
            due += one.IsNews ? 1 : 0;
            var arrived = await ArrivedAsync(demo.Sinks, due, cancellationToken);
            var isRight = report.IsDelivered && arrived && answer.Outcome is "Notified" == one.IsNews;
            failures += isRight ? 0 : 1;
            table.AddRow(
                Markup.Escape(one.Title),
                $"{Markup.Escape(answer.Outcome)}, {report.Attempts[^1].Elapsed.TotalMilliseconds:F0} ms",
                Colored(answer.Verdict),
                Markup.Escape(answer.Why),
                Arrival(demo.Sinks.Sns.Received.Select(message => message.At), sent, one.IsNews),
                Arrival(demo.Sinks.Workflow.Received.Select(post => post.At), sent, one.IsNews));
            refresh();
        }

        return failures;
    }

    private static async Task<bool> ArrivedAsync(RecordingSinks sinks, int due, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(sinks.Sns.WaitForAsync(due, cancellationToken), sinks.Workflow.WaitForAsync(due, cancellationToken))
                .WaitAsync(ArrivalTimeout, TimeProvider.System, cancellationToken);
            return sinks.Sns.Received.Count == due && sinks.Workflow.Received.Count == due;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static string Arrival(IEnumerable<DateTimeOffset> arrivals, DateTimeOffset sent, bool isNews)
    {
        var after = arrivals.Where(at => at >= sent).Select(at => (at - sent).TotalMilliseconds).ToList();
        return (isNews, after.Count) switch
        {
            (true, 1) => $"[green]{after[0]:F0} ms[/]",
            (false, 0) => "[grey]silent[/]",
            (true, 0) => "[red]missing[/]",
            _ => $"[red]{after.Count} messages[/]",
        };
    }

    private static string Colored(string verdict)
    {
        var color = verdict.Split(',')[0] switch { "Anomalous" => "red", "Unusual" => "yellow", "Expected" => "green", _ => "grey" };
        return $"[{color}]{Markup.Escape(verdict)}[/]";
    }

    private static string Summary(DemoEnvironment demo, int failures)
    {
        using var process = Process.GetCurrentProcess();
        var up = TimeProvider.System.GetUtcNow() - new DateTimeOffset(process.StartTime);
        var counts = $"{DemoStory.Events.Count} events, {demo.Sinks.Sns.Received.Count} messages to SNS, {demo.Sinks.Workflow.Received.Count} to Teams, {up.TotalSeconds:F1} s in all.";
        return failures == 0 ? $"[green]Everything due arrived, and nothing else:[/] {counts}" : $"[red]{failures} of the story's events went wrong:[/] {counts}";
    }
}
