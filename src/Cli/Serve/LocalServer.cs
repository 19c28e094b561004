using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

                Console.WriteLine($"The bridge listens on {app.EventsUrl} for {longest.TotalMinutes:F0} minutes; Ctrl+C ends it.");
                Console.WriteLine(defaults.Key is { } key ? $"No function key is set. One for this run: {key}" : "The function key is the one that is set.");
                Console.WriteLine($"  dotnet run --project src/Cli -- send tests/Samples/cloudtrail/root-create-user.json --to {app.EventsUrl} --key {defaults.Key ?? "KEY"}");
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
