namespace RootWatch.Infrastructure.Tests.Deploy;

/// <summary>The command as people start it, with az and aws in the path that write down how they were called.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DeployCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;

    public DeployCommandTests()
    {
        Write("az", "echo '{\"id\":\"11111111-2222-4333-8444-555555555555\"}'");
        Write("aws", "case \" $* \" in *' --profile security '*) account=111122223333 ;; *) account=999988887777 ;; esac; echo \"{\\\"Account\\\":\\\"$account\\\"}\"");
        File.WriteAllText(
            Path.Combine(_folder, "deploy.env"),
            """
            ROOTWATCH_SUBSCRIPTION_ID=11111111-2222-4333-8444-555555555555
            ROOTWATCH_RESOURCE_GROUP=rg-rootwatch
            ROOTWATCH_LOCATION=westeurope
            ROOTWATCH_OPERATIONS_EMAIL=operations@example.com
            ROOTWATCH_HUB_ACCOUNT=111122223333
            ROOTWATCH_HUB_REGION=eu-central-1
            ROOTWATCH_ORGANIZATION_ID=o-a1b2c3d4e5

            """);
    }

    private string Called => File.Exists(Path.Combine(_folder, "called")) ? File.ReadAllText(Path.Combine(_folder, "called")) : string.Empty;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("apply", "--only", "azure")]
    [InlineData("rotate", "function-key")]
    [InlineData("rotate", "link-key")]
    [InlineData("rotate", "link-key", "--finish")]
    [InlineData("remove", "--yes")]
    public async Task Whichever_keys_are_exported_another_account_is_not_touched(params string[] command)
    {
        var (exitCode, output) = await RunAsync(command);

        exitCode.ShouldBe(2, output);
        output.ShouldContain("The environment's AWS credentials belong to account 999988887777, and ROOTWATCH_HUB_ACCOUNT is 111122223333. Nothing was changed.");
        Called.ShouldBe(
            """
            az account show --subscription 11111111-2222-4333-8444-555555555555 --output json --only-show-errors
            aws sts get-caller-identity --region eu-central-1 --output json

            """);
    }

    [Fact]
    public async Task A_profile_wins_over_exported_keys()
    {
        await File.AppendAllTextAsync(Path.Combine(_folder, "deploy.env"), "ROOTWATCH_HUB_PROFILE=security\n", TestContext.Current.CancellationToken);

        var (_, output) = await RunAsync("plan");

        output.ShouldNotContain("belong to account");
        Called.ShouldContain("aws sts get-caller-identity --region eu-central-1 --profile security --output json");
    }

    [Fact]
    public async Task Settings_that_cannot_be_right_are_named_before_anything_is_called()
    {
        await File.AppendAllTextAsync(Path.Combine(_folder, "deploy.env"), "ROOTWATCH_HUB_REGOIN=eu-west-1\n", TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("apply");

        exitCode.ShouldBe(2);
        output.ShouldContain("ROOTWATCH_HUB_REGOIN is not a setting");
        Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_settings_it_says_where_to_start()
    {
        File.Delete(Path.Combine(_folder, "deploy.env"));

        var (exitCode, output) = await RunAsync("apply");

        exitCode.ShouldBe(2);
        output.ShouldContain("copy infra/deploy.env.sample to it");
    }

    [Theory]
    [InlineData("apply", "--only", "nonsense")]
    [InlineData("apply", "--package", "no-such-file.zip")]
    [InlineData("rotate", "nonsense")]
    public async Task Nonsense_is_refused_before_anything_is_called(params string[] command)
    {
        (await RunAsync(command)).ExitCode.ShouldBe(1);
        Called.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("apply", "--help")]
    [InlineData("rotate", "link-key", "--help")]
    public async Task Help_is_given(params string[] command) => (await RunAsync(command, file: false)).ExitCode.ShouldBe(0);

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] command) => await RunAsync(command, file: true);

    private async Task<(int ExitCode, string Output)> RunAsync(string[] command, bool file)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["AWS_ACCESS_KEY_ID"] = "AKIAEXPORTEDEXAMPLE0",
            ["AWS_SECRET_ACCESS_KEY"] = "exported",
            ["AWS_PROFILE"] = "security",
        };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "deploy", .. command, .. file ? (string[])["--env", Path.Combine(_folder, "deploy.env")] : []];
        await using var run = Child.Start("dotnet", arguments, environment, Repository.Root);
        return (await run.ExitCodeAsync(), run.Output);
    }

    private void Write(string program, string body)
    {
        var path = Path.Combine(_folder, program);
        File.WriteAllText(path, $"#!/bin/sh\nprintf '%s\\n' \"{program} $*\" >> '{_folder}/called'\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
