using System.ComponentModel;
using System.Diagnostics;

namespace RootWatch.Cli.Deploy.Programs;

/// <summary>Runs programs as processes. Secrets go in by standard input or the environment, never by a command line.</summary>
internal sealed class InstalledPrograms : IPrograms
{
    private const string OwnVariables = "ROOTWATCH_";

    /// <inheritdoc/>
    public async Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        using var input = InputFile.For(call);
        using var process = new Process { StartInfo = StartInfoOf(call, input) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new DeploymentException($"{call.Program} cannot be started: docs/deploy.md lists what deploying needs.", failure);
        }

        try
        {
            // Both streams are read at once: a program that fills one of them while the other is read would wait forever.
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input is null ? call.Input : null);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo StartInfoOf(ProgramCall call, InputFile? input)
    {
        var (file, first) = ProgramLocation.Of(call.Program);
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in first.Concat(call.Arguments))
        {
            start.ArgumentList.Add(argument == ProgramCall.InputFile && input is not null ? input.Argument : argument);
        }

        // What happens to be set on this machine must not become a setting of the deployment.
        foreach (var stray in start.Environment.Keys.Where(name => name.StartsWith(OwnVariables, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(stray);
        }

        foreach (var (name, value) in call.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }
}
