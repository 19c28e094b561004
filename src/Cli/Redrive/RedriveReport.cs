using System.Globalization;
using RootWatch.Bridge.Messages;
using Spectre.Console;

namespace RootWatch.Cli.Redrive;

/// <summary>What came of the queues, for people: those where something was, and a sum.</summary>
internal static class RedriveReport
{
    public static void Write(IReadOnlyList<RedrivenQueue> queues)
    {
        foreach (var queue in queues.Where(queue => queue.Left > 0))
        {
            Console.WriteLine($"{queue.Name} in {queue.Place}:");
            foreach (var line in queue.Lines)
            {
                Console.WriteLine($"  {line}");
            }
        }

        var shown = queues.Where(queue => queue.Delivered > 0 || !queue.IsEmpty).ToList();
        if (shown.Count > 0)
        {
            var table = new Table().RoundedBorder().AddColumns("Account", "Region", "Queue", "Delivered", "Left", "Not reachable");
            shown.ForEach(queue => table.AddRow(
                queue.Place.Account, queue.Place.Region, queue.Name, Number(queue.Delivered), queue.Problem is null ? Number(queue.Left) : "not known", Markup.Escape(Untrusted.Text(queue.Problem ?? string.Empty, 300))));
            AnsiConsole.Write(table);
        }

        Console.WriteLine($"{queues.Sum(queue => queue.Delivered)} delivered, {queues.Sum(queue => queue.Left)} left, {queues.Count(queue => queue.Problem is not null)} not reachable, of {queues.Count} queues.");
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
