using Microsoft.Extensions.Options;

namespace RootWatch.FunctionApp;

/// <summary>Runs a host. Where it fails, the last lines say why: of a worker that ends, the Functions host shows three.</summary>
public static class HostRunner
{
    /// <param name="run">Builds the host, and runs it until it ends.</param>
    /// <param name="cancellationToken">Cancelled where somebody asked for the end.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(Func<Task> run, CancellationToken cancellationToken = default)
    {
        try
        {
            await run();
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            return Fail(wrong.Failures);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(failure => failure is OptionsValidationException))
        {
            return Fail(several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures));
        }
        catch (Exception failure)
        {
            return Fail([failure.ToString(), failure.Message]);
        }
    }

    private static int Fail(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine(line);
        }

        return 1;
    }
}
