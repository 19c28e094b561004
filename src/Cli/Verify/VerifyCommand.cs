using System.CommandLine;
using Azure.Identity;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Bridge;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

internal static class VerifyCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var organization = new OrganizationOptions();
        organization.HubRegion.Required = true;
        var identity = new Option<string?>("--identity") { Description = "The managed identity's object id, as Bicep puts it out." };
        var audience = new Option<string?>("--audience") { Description = "The audience of its token, such as api://<application id>." };
        var function = new Option<string?>("--function") { Description = "The function app's resource id, for a look at Azure's side with the credentials of az login." };
        var fire = new Option<bool>("--fire") { Description = "Sends a test event over the bus, which every channel shows as TEST, and times each hop." };
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        var command = new Command(
            "verify",
            """
            Looks whether the deployment is whole, and says what to do where it is not. Every region that is enabled in an account must have a spoke there. Only reads; with --fire it also sends one message, marked TEST, to every channel. AWS credentials come from where the AWS CLI has them.

            Examples:
              rootwatch verify --to https://my-bridge.azurewebsites.net --hub-region eu-central-1
              rootwatch verify --to https://my-bridge.azurewebsites.net --hub-region eu-central-1 --spoke-role OrganizationAccountAccessRole --except ap-east-1 --fire
            """)
        { bridge.To, bridge.Key, organization.HubRegion, organization.SpokeRole, organization.LeftOut, identity, audience, function, fire, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (bridge.KeyOf(parsed) is not { } key)
            {
                return 2;
            }

            var expected = new ExpectedDeployment(parsed.GetValue(bridge.To)!, parsed.GetValue(organization.HubRegion)!)
            {
                IdentityObjectId = parsed.GetValue(identity),
                Audience = parsed.GetValue(audience),
                SpokeRole = parsed.GetValue(organization.SpokeRole),
                LeftOut = parsed.GetValue(organization.LeftOut) ?? [],
            };
            return await RunAsync(expected, key, parsed.GetValue(function), parsed.GetValue(fire), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    /// <summary>Looks, and reports. 0 where all is well, 1 where not.</summary>
    /// <exception cref="AwsApiException">AWS does not answer.</exception>
    internal static async Task<int> RunAsync(AwsApi aws, ExpectedDeployment expected, string key, string? function, bool isFiring, bool asJson, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("x-functions-key", key);
        using var management = new HttpClient();
        var bridge = new RunningBridge(client, expected);
        var azure = function is null ? null : new AzureSide(new ResourceManager(management, new AzureCliCredential()), function);
        List<Check> checks = [.. await ProgressBar.ShowAsync(asJson, progress => new Verifier(aws, azure, bridge, expected).LookAsync(progress, cancellationToken))];
        if (isFiring)
        {
            var fire = new TestEventCheck(aws, bridge, expected, TimeProvider.System, token => Task.Delay(BetweenLooks, TimeProvider.System, token));
            checks.AddRange(await fire.RunAsync(Partition.GlobalRegionOf(expected.HubRegion), cancellationToken));
        }

        VerifyReport.Write(checks, asJson);
        return checks.Exists(check => check.Status == CheckStatus.Failed) ? 1 : 0;
    }

    private static async Task<int> RunAsync(ExpectedDeployment expected, string key, string? function, bool isFiring, bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            using var aws = AwsAccess.Open();
            return await RunAsync(aws, expected, key, function, isFiring, asJson, cancellationToken);
        }
        catch (AwsApiException failure)
        {
            await Console.Error.WriteLineAsync($"Nothing was looked at: {failure.Message}");
            return 2;
        }
    }
}
