using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Messages;
using RootWatch.FunctionApp;
using RootWatch.LocalHost;

namespace RootWatch.Cli.Serve;

/// <summary>The local host, with defaults for what the settings leave open.</summary>
internal static class LocalServer
{
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(int? port, TimeSpan longest, CancellationToken cancellationToken) =>
        HostRunner.RunAsync(
            async () =>
            {
                var local = LocalSettings.Find(Directory.GetCurrentDirectory());
                local.ApplyToEnvironment();
                using var end = new CancellationTokenSource(longest, TimeProvider.System);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
                await using var defaults = await ServeDefaults.CreateAsync(either.Token);
                await using var app = await LocalFunctionApp.StartAsync(
                    defaults.Settings, services => AddServices(services, defaults), port ?? local.Port, cancellationToken: either.Token);

                Console.WriteLine($"The bridge listens on {app.EventsUrl} for {Phrases.Count((int)longest.TotalMinutes, "minute")}; Ctrl+C ends it.");
                if (defaults.Keys is { } keys)
                {
                    Console.WriteLine("No key is set. For this run:");
                    Console.WriteLine($"  for events    {keys.Events}  delivers events, and opens nothing else");
                    Console.WriteLine($"  for operators {keys.Operator}  opens everything: export ROOTWATCH_FUNCTION_KEY={keys.Operator}");
                }
                else
                {
                    Console.WriteLine("The keys are those that are set.");
                }

                Console.WriteLine($"  dotnet run --project src/Cli -- send tests/Samples/cloudtrail/root-create-user.json --to {app.EventsUrl} --key {defaults.Keys?.Events ?? "KEY"}");
                if (defaults.Sinks is { } sinks)
                {
                    Console.WriteLine("No channel is set. Messages are shown here, and nobody is told.");
                    _ = MessageDisplay.ShowAsync(sinks, either.Token);
                }

                await app.WaitForShutdownAsync(either.Token);
            },
            cancellationToken);

    private static void AddServices(IServiceCollection services, ServeDefaults defaults)
    {
        services.AddLogging(static logging => logging
            .AddSimpleConsole(static console => console.SingleLine = true)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning));
        if (defaults.Identity is { } identity)
        {
            services.AddSingleton(identity);
        }
    }
}
