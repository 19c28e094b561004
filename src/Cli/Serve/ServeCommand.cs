using System.CommandLine;

namespace RootWatch.Cli.Serve;

internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = "The loopback port; 0 for a free one. Default: LocalHttpPort of local.settings.json, or 7071." };
        var minutes = new Option<int>("--minutes") { Description = "How long it serves.", DefaultValueFactory = static _ => 480 };
        var command = new Command(
            "serve",
            """
            Runs the bridge on this machine without Azure Functions Core Tools: the same functions, on a loopback port.
            Settings come from environment variables and local.settings.json, as for func start. Without them the ledger
            is kept in memory, two keys are made and printed, one for events and one for operators, and messages are shown in
            the terminal.

            Examples:
              rootwatch serve                serves on port 7071 for eight hours
              rootwatch serve --port 8080    serves on another port
            """)
        { port, minutes };
        command.SetAction((parsed, cancellationToken) =>
            LocalServer.RunAsync(parsed.GetValue(port), TimeSpan.FromMinutes(parsed.GetValue(minutes)), cancellationToken));
        return command;
    }
}
