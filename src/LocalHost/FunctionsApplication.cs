using System.Reflection;

namespace RootWatch.LocalHost;

/// <summary>Stands in for the Functions worker's class of the same name: the start of every Program.cs.</summary>
public static class FunctionsApplication
{
    /// <summary>Hosts the functions of the entry assembly, with local.settings.json read as Core Tools reads it.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var settings = LocalSettings.Find(Directory.GetCurrentDirectory());
        settings.ApplyToEnvironment();
        return new FunctionsApplicationBuilder(args, Assembly.GetEntryAssembly()!, settings.Port);
    }

    /// <summary>Hosts the functions of another assembly, in a process that has its own settings.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(Assembly functions, int port) => new([], functions, port);
}
