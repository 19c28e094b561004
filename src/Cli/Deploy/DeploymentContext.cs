using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Checks;
using RootWatch.Cli.Deploy.Entra;
using RootWatch.Cli.Deploy.Programs;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy;

/// <summary>What every step of a deployment works with.</summary>
internal sealed class DeploymentContext(DeploymentSettings settings, SourceTree source, IPrograms programs, IDeploymentChecks checks, IOperator user, TimeProvider time)
{
    private readonly CommandRunner _runner = new(programs, new Secrets());

    public DeploymentSettings Settings => settings;

    public SourceTree Source => source;

    public CommandRunner Runner => _runner;

    public IDeploymentChecks Checks => checks;

    public IOperator User => user;

    public TimeProvider Time => time;

    public AzureCli Azure => new(_runner, settings.SubscriptionId);

    public AzureGroup Group => new(Azure, settings);

    public Applications Applications => new(Azure, settings, user.Say);

    public ClientSecrets ClientSecrets => new(Azure, time);

    /// <summary>The stacks of the hub's account.</summary>
    public Stacks Hub => new(HubAccount, source.AwsTemplates, user.Say, WaitAsync);

    /// <summary>The stacks of the management account, or of whoever administers StackSets for it.</summary>
    public Stacks Management => new(ManagementAccount, source.AwsTemplates, user.Say, WaitAsync);

    private AwsCli HubAccount => new(_runner, settings.HubAccount, settings.HubProfile);

    private AwsCli ManagementAccount => new(_runner, settings["ROOTWATCH_MANAGEMENT_ACCOUNT"], settings["ROOTWATCH_MANAGEMENT_PROFILE"]);

    public FunctionKeys KeysOf(string app) => new(Azure, settings, app, user.Say, WaitAsync);

    /// <summary>The bridge as people reach it, with the operators' key.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<DeployedBridge> BridgeAsync(BicepOutputs outputs, string audience, CancellationToken cancellationToken) =>
        new(outputs.EventsUrl, await KeysOf(outputs.FunctionName).OperatorKeyAsync(cancellationToken), outputs.FunctionId, outputs.IdentityObjectId, audience);

    public Task WaitAsync(TimeSpan span, CancellationToken cancellationToken) => Task.Delay(span, time, cancellationToken);

    /// <summary>Looks whether the credentials at hand are those of the subscription and the accounts of the settings. Nothing is touched before that.</summary>
    /// <exception cref="DeploymentException">They are not.</exception>
    public async Task CheckAccountsAsync(CancellationToken cancellationToken)
    {
        var subscription = (string?)(await Azure.RunAsync(cancellationToken, "account", "show"))?["id"];
        if (!settings.SubscriptionId.Equals(subscription, StringComparison.OrdinalIgnoreCase))
        {
            throw new DeploymentException($"The Azure CLI answers for subscription {subscription}, and ROOTWATCH_SUBSCRIPTION_ID is {settings.SubscriptionId}. Nothing was changed.");
        }

        await HubAccount.CheckAccountAsync(settings.HubRegion, "ROOTWATCH_HUB_ACCOUNT", "ROOTWATCH_HUB_PROFILE", cancellationToken);
        if (settings.Units.Length > 0)
        {
            await ManagementAccount.CheckAccountAsync(settings.GlobalRegion, "ROOTWATCH_MANAGEMENT_ACCOUNT", "ROOTWATCH_MANAGEMENT_PROFILE", cancellationToken);
        }
    }
}
