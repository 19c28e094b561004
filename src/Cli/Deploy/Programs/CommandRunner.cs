using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Programs;

/// <summary>Runs programs that must succeed, and reads the JSON that they answer.</summary>
internal sealed class CommandRunner(IPrograms programs, Secrets secrets)
{
    private const int MostOfAnError = 2000;

    public Secrets Secrets => secrets;

    /// <summary>What a program writes.</summary>
    /// <exception cref="DeploymentException">The program failed.</exception>
    public async Task<string> TextAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        var result = await programs.RunAsync(call, cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw Failed(call, result);
    }

    /// <summary>The JSON that a program writes; null where it writes nothing.</summary>
    /// <exception cref="DeploymentException">The program failed, or its answer is not JSON.</exception>
    public async Task<JsonNode?> RunAsync(ProgramCall call, CancellationToken cancellationToken) => Parse(call, await TextAsync(call, cancellationToken));

    /// <summary>The same of what may not be there; null where the error says so. Any other failure is one.</summary>
    /// <exception cref="DeploymentException">The program failed otherwise, or its answer is not JSON.</exception>
    public async Task<JsonNode?> FindAsync(ProgramCall call, Func<string, bool> saysMissing, CancellationToken cancellationToken)
    {
        var result = await programs.RunAsync(call, cancellationToken);
        return result.ExitCode == 0 ? Parse(call, result.Output) : saysMissing(result.Error) ? null : throw Failed(call, result);
    }

    private JsonNode? Parse(ProgramCall call, string output)
    {
        try
        {
            return string.IsNullOrWhiteSpace(output) ? null : JsonNode.Parse(output);
        }
        catch (JsonException failure)
        {
            throw new DeploymentException($"{Shown(call)} did not answer with JSON.", failure);
        }
    }

    private DeploymentException Failed(ProgramCall call, ProgramResult result)
    {
        var error = result.Error.Trim();
        return new DeploymentException($"{Shown(call)} failed ({result.ExitCode}): {secrets.Hide(error.Length > MostOfAnError ? error[..MostOfAnError] : error)}");
    }

    private string Shown(ProgramCall call) => secrets.Hide(call.ToString());
}
