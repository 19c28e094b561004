using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RootWatch.FunctionApp;
using RootWatch.LocalHost;

// The functions on Kestrel, as local.settings.json, the environment and the argument --port say; `rootwatch serve` adds defaults.
return await HostRunner.RunAsync(async () =>
{
    var settings = LocalSettings.Find(Directory.GetCurrentDirectory());
    settings.ApplyToEnvironment();
    var port = new ConfigurationBuilder().AddCommandLine(args).Build().GetValue("port", settings.Port);

    await using var app = await LocalFunctionApp.StartAsync(configure: static services => services.AddLogging(static logging => logging.AddConsole()), port: port);
    await app.WaitForShutdownAsync();
});
