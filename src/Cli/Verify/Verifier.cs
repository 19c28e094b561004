using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at everything in turn.</summary>
/// <param name="aws">The hub's account.</param>
/// <param name="azure">Azure's side; null where nobody said which function app it is.</param>
/// <param name="bridge">The function.</param>
/// <param name="expected">What is to be there.</param>
internal sealed class Verifier(AwsApi aws, AzureSide? azure, RunningBridge bridge, ExpectedDeployment expected)
{
    /// <param name="progress">Where it shows how far it has come.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<Check>> LookAsync(ProgressBar progress, CancellationToken cancellationToken)
    {
        var hub = await new AwsHub(aws, expected).LookAsync(progress, cancellationToken);
        var spokes = new AwsSpokes(aws, expected);
        await spokes.LookAsync(progress, cancellationToken);
        return
        [
            .. hub,
            .. spokes.Checks,
            .. azure is null ? [Check.Skipped("function-app", "Azure", "not looked at: give --function")] : await azure.LookAsync(cancellationToken),
            .. await bridge.LookAsync(spokes.Spokes, spokes.UnseenManagementAccount, cancellationToken),
        ];
    }
}
