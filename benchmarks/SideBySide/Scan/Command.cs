using System.Diagnostics;
using System.Globalization;

namespace RootWatch.SideBySide.Scan;

/// <summary>A command line of bash, run to its end with its output thrown away.</summary>
internal sealed class Command(string line)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether there is such a program.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The milliseconds from start to end; for <see cref="Rounds"/>.</summary>
    public async Task<double> TimeAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start();
        await EndAsync(process, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The most memory that the process held at a time, in MB. The line must be one program.</summary>
    public async Task<double> PeakMemoryAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        var peak = 0.0;
        // Linux keeps the high-water mark, so nothing between two looks is missed.
        while (!process.HasExited)
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }

        await EndAsync(process, cancellationToken);
        return peak;
    }

    private Process Start() => Process.Start(new ProcessStartInfo("bash", ["-c", $"exec > /dev/null 2>&1; {line}"]) { UseShellExecute = false })!;

    private async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"It ended with {process.ExitCode}: {line}");
        }
    }

    private static double HighWaterMark(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..^" kB".Length], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
