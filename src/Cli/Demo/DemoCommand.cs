using System.CommandLine;

namespace RootWatch.Cli.Demo;

internal static class DemoCommand
{
    public static Command Create()
    {
        var serve = new Option<bool>("--serve") { Description = "Keep everything running afterwards, for events of your own." };
        var minutes = new Option<int>("--minutes") { Description = "How long --serve keeps running.", DefaultValueFactory = static _ => 60 };
        var port = new Option<int>("--port") { Description = "The loopback port that --serve listens on.", DefaultValueFactory = static _ => 7071 };
        var command = new Command(
            "demo",
            """
            Starts the bridge with stand-ins for SNS and Teams on loopback ports, and plays a short story through it.

            Examples:
              rootwatch demo            plays the story and ends; exit code 0 only if everything due arrived
              rootwatch demo --serve    keeps running afterwards and shows what your own events become
            """)
        { serve, minutes, port };
        command.SetAction((parsed, cancellationToken) =>
            StoryPlayer.RunAsync(parsed.GetValue(serve) ? new ServeOptions(parsed.GetValue(port), TimeSpan.FromMinutes(parsed.GetValue(minutes))) : null, cancellationToken));
        return command;
    }
}
