using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Programs;

/// <summary>Runs programs that must succeed, and reads the JSON that they answer.</summary>
internal sealed class CommandRunner(IPrograms programs, Secrets secrets)
{
    private const int MostOfAnError = 2000;

    public Secrets Secrets => secrets;

    /// <summary>Runs a program, whatever comes of it.</summary>
    public Task<ProgramResult> TryAsync(ProgramCall call, CancellationToken cancellationToken) => programs.RunAsync(call, cancellationToken);

    /// <exception cref="DeploymentException">The program failed, or its answer is not JSON.</exception>
    public async Task<JsonNode?> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        var result = await programs.RunAsync(call, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Failed(call, result);
        }

        try
        {
            return string.IsNullOrWhiteSpace(result.Output) ? null : JsonNode.Parse(result.Output);
        }
        catch (JsonException failure)
        {
            throw new DeploymentException($"{Shown(call)} did not answer with JSON.", failure);
        }
    }

    /// <summary>Runs a program whose answer nobody reads.</summary>
    /// <exception cref="DeploymentException">The program failed.</exception>
    public async Task DoAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        var result = await programs.RunAsync(call, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Failed(call, result);
        }
    }

    public DeploymentException Failed(ProgramCall call, ProgramResult result)
    {
        var error = result.Error.Trim();
        return new DeploymentException($"{Shown(call)} failed ({result.ExitCode}): {secrets.Hide(error.Length > MostOfAnError ? error[..MostOfAnError] : error)}");
    }

    private string Shown(ProgramCall call) => secrets.Hide(call.ToString());
}
