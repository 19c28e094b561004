using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Settings;
using RootWatch.Cli.Deploy.Steps;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>A deployment against the stand-ins.</summary>
internal sealed class Rig
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["ROOTWATCH_SUBSCRIPTION_ID"] = StandInAzure.Subscription,
        ["ROOTWATCH_RESOURCE_GROUP"] = StandInAzure.Group,
        ["ROOTWATCH_LOCATION"] = "westeurope",
        ["ROOTWATCH_OPERATIONS_EMAIL"] = "operations@example.com",
        ["ROOTWATCH_HUB_ACCOUNT"] = StandInAws.HubAccount,
        ["ROOTWATCH_HUB_REGION"] = "eu-central-1",
        ["ROOTWATCH_HUB_PROFILE"] = "security",
        ["ROOTWATCH_ORGANIZATION_ID"] = "o-a1b2c3d4e5",
        ["ROOTWATCH_TEAMS_VIA"] = "Workflow",
        ["ROOTWATCH_ALERT_EMAIL"] = "o\"brien@example.com",
    };

    public Clouds Clouds { get; } = new();

    public StandInAzure Azure => Clouds.Azure;

    public StandInAws Aws => Clouds.Aws;

    public StandInEntra Entra => Clouds.Entra;

    public ScriptedOperator User { get; } = new();

    public RecordingChecks Checks { get; } = new();

    /// <summary>Everything that there is to choose: OAuth, Graph, an organization, the direct alarm, Amazon Q, the reader.</summary>
    public static Rig WithEverything() => new Rig().With(
        ("ROOTWATCH_AUTHORIZATION", "OAuth"),
        ("ROOTWATCH_TEAMS_VIA", "Graph"),
        ("ROOTWATCH_GRAPH_CLIENT_ID", "44444444-5555-4666-8777-888888888888"),
        ("ROOTWATCH_GRAPH_TEAM_ID", "55555555-6666-4777-8888-999999999999"),
        ("ROOTWATCH_GRAPH_CHANNEL_ID", "19:channel@thread.tacv2"),
        ("ROOTWATCH_UNITS", "r-ab12"),
        ("ROOTWATCH_MANAGEMENT_ACCOUNT", StandInAws.ManagementAccount),
        ("ROOTWATCH_MANAGEMENT_PROFILE", "management"),
        ("ROOTWATCH_HUB_SPOKES", "true"),
        ("ROOTWATCH_DIRECT_ALARM", "true"),
        ("ROOTWATCH_AMAZON_Q", "true"),
        ("ROOTWATCH_HEARTBEAT_MINUTES", "15"),
        ("ROOTWATCH_READER_EXTERNAL_ID", "3f1c5b1e"));

    public Rig With(params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }

        return this;
    }

    public Task<bool> ApplyAsync(DeploymentStep? only = null) => new Deployment(Context()).ApplyAsync(only, package: null, CancellationToken.None);

    public Task PlanAsync() => new Deployment(Context()).PlanAsync(CancellationToken.None);

    public Task<bool> RotateAsync(Func<Rotation, CancellationToken, Task<bool>> rotate) => rotate(new Rotation(Context()), CancellationToken.None);

    public Task<bool> RemoveAsync(bool withQueues = false, bool withLedger = false, bool yes = true) => new Removal(Context()).RunAsync(new RemovalOptions(withQueues, withLedger, yes), CancellationToken.None);

    /// <summary>Runs it with every call going wrong in turn, each in clouds of their own, and then once more with none.</summary>
    /// <param name="prepare">Brings the clouds to where it starts.</param>
    /// <param name="act">What is interrupted.</param>
    /// <param name="again">What is run after that.</param>
    /// <param name="check">What must hold in the end.</param>
    public static async Task InterruptEverywhereAsync(Func<Task<Rig>> prepare, Func<Rig, Task> act, Func<Rig, Task> again, Action<Rig, string> check)
    {
        var calls = await CountAsync(prepare, act);
        calls.ShouldBeGreaterThan(5);
        var faults = from call in Enumerable.Range(0, calls) from isDone in new[] { false, true } select new Fault(call, isDone);
        await Parallel.ForEachAsync(faults, async (fault, _) =>
        {
            var rig = await prepare();
            var start = rig.Clouds.Calls.Count;
            rig.Clouds.Fault = fault with { Call = start + fault.Call };
            try
            {
                await act(rig);
            }
            catch (DeploymentException failure)
            {
                failure.Message.ShouldNotContain("THE-", Case.Sensitive);
            }

            var where = $"{rig.Clouds.Calls[start + fault.Call]} {(fault.IsDone ? "was done, and its answer lost" : "failed")}";
            rig.Clouds.Fault = null;
            try
            {
                await again(rig);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"After {where}: {failure.Message}", failure);
            }

            check(rig, where);
        });
    }

    private DeploymentContext Context() => new(DeploymentSettings.Of("deploy.env", _settings), new SourceTree(Repository.Root), Clouds, Checks, User, Clouds.Time);

    private static async Task<int> CountAsync(Func<Task<Rig>> prepare, Func<Rig, Task> act)
    {
        var rig = await prepare();
        var start = rig.Clouds.Calls.Count;
        await act(rig);
        return rig.Clouds.Calls.Count - start;
    }
}
