using System.IO.Compression;
using RootWatch.Cli.Deploy.Package;
using RootWatch.Cli.Deploy.Programs;
using RootWatch.Cli.Deploy.Settings;
using RootWatch.Cli.Policies;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Builds the function, adds what the settings name, and publishes it.</summary>
internal sealed class PublishStep(DeploymentContext context)
{
    // Where the function finds each (infra/bicep/main.bicep says so).
    private static readonly (string Setting, string File)[] Added =
    [
        ("ROOTWATCH_POLICY", "policy.json"), ("ROOTWATCH_PROFILES", "profiles.json"), ("ROOTWATCH_GEOLITE2_COUNTRY", "country.mmdb"), ("ROOTWATCH_GEOLITE2_ASN", "asn.mmdb"),
    ];

    private DeploymentSettings Settings => context.Settings;

    /// <param name="app">The function app.</param>
    /// <param name="package">A released package in place of a build; null to build.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeploymentException">It cannot be built or published, or the policy cannot be used.</exception>
    public async Task RunAsync(string app, string? package, CancellationToken cancellationToken)
    {
        if (Settings["ROOTWATCH_POLICY"] is { Length: > 0 } policy && PolicyCheck.Run(policy) != 0)
        {
            throw new DeploymentException($"The policy {policy} cannot be used. Nothing was published.");
        }

        var folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;
        try
        {
            var output = Path.Combine(folder, "app");
            await BuildAsync(output, package, cancellationToken);
            foreach (var (setting, file) in Added.Where(added => Settings[added.Setting].Length > 0))
            {
                File.Copy(Settings[setting], Path.Combine(output, file), overwrite: true);
            }

            var zip = Path.Combine(folder, "app.zip");
            await using (var stream = File.Create(zip))
            {
                ReproducibleZip.Write(output, stream);
            }

            context.User.Say($"Publishing the function {app}");
            await context.Azure.DoAsync(cancellationToken, "functionapp", "deployment", "source", "config-zip", "--resource-group", Settings.ResourceGroup, "--name", app, "--src", zip);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task BuildAsync(string output, string? package, CancellationToken cancellationToken)
    {
        if (package is not null)
        {
            context.User.Say($"Unpacking {package}");
            Directory.CreateDirectory(output);
            await ZipFile.ExtractToDirectoryAsync(package, output, cancellationToken);
            return;
        }

        context.User.Say("Building the function");
        await context.Runner.TextAsync(
            new ProgramCall("dotnet", "publish", context.Source.FunctionApp, "--configuration", "Release", "--output", output, "--nologo", $"-p:SnsSdk={Settings["ROOTWATCH_SNS_SDK"]}"), cancellationToken);
    }
}
