using System.CommandLine;
using System.Xml.Linq;
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
        var hub = new Option<string>("--hub-region") { Description = "The hub's region.", Required = true };
        var regions = new Option<string[]>("--regions") { Description = "The regions that must have spokes. Default: all that are enabled in the hub's account.", AllowMultipleArgumentsPerToken = true };
        var role = new Option<string?>("--spoke-role") { Description = "A role to assume in every account of the organization, such as OrganizationAccountAccessRole. Default: only the hub's account is looked at." };
        var identity = new Option<string?>("--identity") { Description = "The managed identity's object id, as Bicep puts it out." };
        var audience = new Option<string?>("--audience") { Description = "The audience of its token, such as api://<application id>." };
        var function = new Option<string?>("--function") { Description = "The function app's resource id, for a look at Azure's side with the credentials of az login." };
        var fire = new Option<bool>("--fire") { Description = "Sends a test event over the bus, which every channel shows as TEST, and times each hop." };
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        var command = new Command(
            "verify",
            """
            Looks whether the deployment is whole, and says what to do where it is not. Only reads; with --fire it also sends one message, marked TEST, to every channel. AWS credentials come from where the AWS CLI has them.

            Examples:
              rootwatch verify --to https://my-bridge.azurewebsites.net --hub-region eu-central-1
              rootwatch verify --to https://my-bridge.azurewebsites.net --hub-region eu-central-1 --spoke-role OrganizationAccountAccessRole --fire
            """)
        { bridge.To, bridge.Key, hub, regions, role, identity, audience, function, fire, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (bridge.KeyOf(parsed) is not { } key)
            {
                return 2;
            }

            try
            {
                using var aws = AwsAccess.Open();
                var hubRegion = parsed.GetValue(hub)!;
                var spokes = parsed.GetValue(regions) is { Length: > 0 } given ? given : await EnabledAsync(aws, hubRegion, cancellationToken);
                var expected = new Expected(parsed.GetValue(bridge.To)!, hubRegion, spokes) { IdentityObjectId = parsed.GetValue(identity), Audience = parsed.GetValue(audience) };
                using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
                client.DefaultRequestHeaders.Add("x-functions-key", key);
                using var management = new HttpClient();
                var running = new RunningBridge(client, expected);
                var azure = parsed.GetValue(function) is { } id ? new AzureSide(new ResourceManager(management, new AzureCliCredential()), id) : null;
                List<Check> checks = [.. await new Verifier(aws, azure, running, expected).LookAsync(parsed.GetValue(role), cancellationToken)];
                if (parsed.GetValue(fire))
                {
                    checks.Add(await new Fire(aws, running, TimeProvider.System, token => Task.Delay(BetweenLooks, TimeProvider.System, token)).RunAsync(spokes[0], cancellationToken));
                }

                VerifyReport.Write(checks, parsed.GetValue(json));
                return checks.Exists(check => check.Status == CheckStatus.Failed) ? 1 : 0;
            }
            catch (AwsApiException failure)
            {
                await Console.Error.WriteLineAsync($"Nothing was looked at: {failure.Message}");
                return 2;
            }
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> EnabledAsync(AwsApi aws, string region, CancellationToken cancellationToken) =>
        [.. (await aws.QueryAsync("ec2", region, "2016-11-15", "DescribeRegions", [], cancellationToken)).Descendants("regionName").Select((XElement name) => name.Value)];
}
