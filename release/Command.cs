using System.Diagnostics;

namespace RootWatch.Release;

/// <summary>Another program, run in the repository's folder.</summary>
internal static class Command
{
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Starting(program, arguments))!;
        await ExitAsync(process, program, arguments);
    }

    public static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        var starting = Starting(program, arguments);
        starting.RedirectStandardOutput = true;
        using var process = Process.Start(starting)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await ExitAsync(process, program, arguments);
        return output;
    }

    private static ProcessStartInfo Starting(string program, string[] arguments) => new(program, arguments) { WorkingDirectory = Repository.PathOf(string.Empty) };

    private static async Task ExitAsync(Process process, string program, string[] arguments)
    {
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new ReleaseException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
