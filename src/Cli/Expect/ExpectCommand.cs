using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RootWatch.Bridge.Expectations;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Expect;

internal static class ExpectCommand
{
    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var who = new Option<string>("--who") { Description = "Who answers for it.", Required = true };
        var ticket = new Option<string>("--ticket") { Description = "Where it was agreed.", Required = true };
        var accounts = new Option<string[]>("--account") { Description = "An account's 12 digits; none for every account." };
        var tasks = new Option<string[]>("--task") { Description = "What is planned: a catalogue id or an activity; none for whatever a window can allow." };
        var networks = new Option<string[]>("--network") { Description = "From where, in CIDR notation; none for anywhere." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "When it opens, with offset, such as 2026-11-23T08:00:00Z. Default: now." };
        var hours = new Option<double>("--hours") { Description = "How long it is open, at most 8.", DefaultValueFactory = static _ => 1 };
        var command = new Command(
            "expect",
            """
            Declares a window in which root use is planned. It is announced in every channel.

            Examples:
              rootwatch expect --who "Jo Doe" --ticket CHG-1 --account 111122223333 --task email-changed --hours 2
              rootwatch expect list
              rootwatch expect end 20261123080000ab12cd
            """)
        { who, ticket, accounts, tasks, networks, from, hours, bridge.To, bridge.Key };
        command.SetAction((parsed, cancellationToken) =>
        {
            var opens = parsed.GetValue(from) ?? TimeProvider.System.GetUtcNow();
            var window = new Window(
                parsed.GetValue(accounts) ?? [],
                parsed.GetValue(tasks) ?? [],
                parsed.GetValue(networks) ?? [],
                Time(opens),
                Time(opens.AddHours(parsed.GetValue(hours))),
                parsed.GetValue(who)!,
                parsed.GetValue(ticket)!);
            var json = JsonSerializer.SerializeToUtf8Bytes(window, WindowJson.Default.Window);
            return bridge.CallAsync(parsed, HttpMethod.Post, "expectations", json, ShowOneAsync, cancellationToken);
        });
        command.Add(List());
        command.Add(End());
        return command;
    }

    private static Command List()
    {
        var bridge = new BridgeOptions();
        var command = new Command("list", "Lists the windows that are open or will be.") { bridge.To, bridge.Key };
        command.SetAction((parsed, cancellationToken) => bridge.CallAsync(parsed, HttpMethod.Get, "expectations", json: null, ShowAllAsync, cancellationToken));
        return command;
    }

    private static Command End()
    {
        var bridge = new BridgeOptions();
        var id = new Argument<string>("ID") { Description = "The window's id, as list shows it." };
        var command = new Command("end", "Ends a window now. That is announced, too.") { id, bridge.To, bridge.Key };
        command.SetAction((parsed, cancellationToken) => bridge.CallAsync(
            parsed,
            HttpMethod.Delete,
            $"expectations/{Uri.EscapeDataString(parsed.GetValue(id)!)}",
            json: null,
            static _ =>
            {
                Console.WriteLine("The window has ended.");
                return Task.CompletedTask;
            },
            cancellationToken));
        return command;
    }

    private static async Task ShowOneAsync(Stream body) => Show((await JsonSerializer.DeserializeAsync(body, ExpectationJson.Default.ExpectationView))!);

    private static async Task ShowAllAsync(Stream body)
    {
        var windows = (await JsonSerializer.DeserializeAsync(body, ExpectationJson.Default.ExpectationViewArray))!;
        Array.ForEach(windows, Show);
        if (windows.Length == 0)
        {
            Console.WriteLine("No window is open or will be.");
        }
    }

    private static void Show(ExpectationView window) =>
        Console.WriteLine($"{window.Id}  {Time(window.From)} – {Time(window.To)}  {Listed(window.Accounts, "every account")}; {Listed(window.Tasks, "whatever a window can allow")}; {Listed(window.Networks, "from anywhere")}; {window.Who}, {window.Ticket}");

    private static string Listed(IReadOnlyList<string> values, string none) => values.Count == 0 ? none : string.Join(", ", values);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
