using System.CommandLine;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Bridge;
using RootWatch.Detection.Policy;

namespace RootWatch.Cli.Reconcile;

internal static class ReconcileCommand
{
    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var account = new Option<string?>("--account") { Description = "The one account to ask about, by its 12 digits; none for all." };
        var since = new Option<string?>("--since") { Description = $"From when: {SinceOption.Wanted}; at most 90 days. None to go on from where each region is complete." };
        var command = new Command(
            "reconcile",
            """
            Has a running bridge ask AWS now which root events EventBridge did not bring, and waits until it is done. Exit code 1 where something could not be asked, 2 where the bridge does not answer, or does not ask AWS. docs/operations.md says how to switch that on.

            Examples:
              rootwatch reconcile --to https://my-bridge.azurewebsites.net
              rootwatch reconcile --to https://my-bridge.azurewebsites.net --account 111122223333 --since 90d
            """)
        { account, since, bridge.To, bridge.Key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(account) is { } digits && !AccountId.Fits(digits))
            {
                result.AddError("--account must be an account's 12 digits.");
            }

            if (result.GetValue(since) is { } text && SinceOption.Read(text, TimeProvider.System.GetUtcNow()) is null)
            {
                result.AddError($"--since must be {SinceOption.Wanted}, at most 90 days back.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (bridge.KeyOf(parsed) is not { } key)
            {
                return 2;
            }

            using var client = BridgeClient.CreateClient();
            var request = new ReconcileRequest(parsed.GetValue(account), parsed.GetValue(since) is { } text ? SinceOption.Read(text, TimeProvider.System.GetUtcNow()) : null);
            return await RunAsync(new RoundFollower(new BridgeClient(client, parsed.GetValue(bridge.To)!, key), TimeProvider.System), request, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(RoundFollower follower, ReconcileRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var asked = await follower.BeginAsync(request, cancellationToken);
            if (asked.Status is not { } round)
            {
                await Console.Error.WriteLineAsync(asked.Why);
                return 2;
            }

            if (asked.IsAnothers)
            {
                await Console.Error.WriteLineAsync("A round is going on already: this is that one.");
            }

            return RoundReport.Write(await ProgressBar.ShowAsync(isQuiet: false, progress => follower.FollowAsync(round, Shown(progress), cancellationToken)));
        }
        catch (BridgeException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 2;
        }
    }

    // An account's questions are known only once it is its turn.
    private static Action<ReconcileStatus> Shown(ProgressBar progress)
    {
        var show = progress.Follow("Asking AWS");
        return round => show(round.AccountsDone, round.Accounts ?? 0);
    }
}
