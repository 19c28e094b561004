using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Infrastructure.Tests.Deploy;

/// <summary>The real AWS CLI takes the commands as they are given, and answers as the stand-in does.</summary>
public sealed class AwsCliOnMotoTests
{
    private const string Region = "eu-central-1";
    private const string Account = "123456789012";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stack_is_previewed_and_nothing_of_it_is_left()
    {
        await using var moto = await StartAsync();
        var stacks = new Stacks(CliOf(moto, Account), Repository.PathOf("infra/aws-cloudformation"), _ => { }, (_, _) => Task.CompletedTask);
        var spoke = new StackDeployment("rootwatch-spoke", "spoke.yaml", Region, new Dictionary<string, string>(StringComparer.Ordinal) { ["HubBusArn"] = $"arn:aws:events:{Region}:{Account}:event-bus/rootwatch", ["KmsKeyId"] = string.Empty });

        (await stacks.FindAsync(Region, spoke.Name, Cancellation)).ShouldBeNull();
        var changes = await stacks.PreviewAsync(spoke, Cancellation);

        changes.ShouldContain(new StackChange("Add", "RootActivity", "AWS::Events::Rule", IsReplaced: false));
        (await stacks.FindAsync(Region, spoke.Name, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_account_of_the_credentials_is_known()
    {
        await using var moto = await StartAsync();

        await CliOf(moto, Account).CheckAccountAsync(Region, "ROOTWATCH_HUB_ACCOUNT", "ROOTWATCH_HUB_PROFILE", Cancellation);

        (await Should.ThrowAsync<DeploymentException>(() => CliOf(moto, "111122223333").CheckAccountAsync(Region, "ROOTWATCH_HUB_ACCOUNT", "ROOTWATCH_HUB_PROFILE", Cancellation)))
            .Message.ShouldContain("belong to account 123456789012, and ROOTWATCH_HUB_ACCOUNT is 111122223333");
    }

    private static Task<MotoServer> StartAsync()
    {
        Tool.Require("aws", "pip install awscli");
        return MotoServer.StartAsync();
    }

    private static AwsCli CliOf(MotoServer moto, string account) => new(new CommandRunner(new ProgramsOnMoto(moto.Url), new Secrets()), account, profile: string.Empty);

    private sealed class ProgramsOnMoto(Uri url) : IPrograms
    {
        private readonly InstalledPrograms _programs = new();

        public Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken) =>
            _programs.RunAsync(
                call with { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = url.AbsoluteUri, ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test" } },
                cancellationToken);
    }
}
