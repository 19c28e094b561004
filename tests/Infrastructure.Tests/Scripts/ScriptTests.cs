namespace RootWatch.Infrastructure.Tests.Scripts;

/// <summary>The scripts of the repository.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("test")]
    [InlineData(".ci/run")]
    [InlineData("chaos")]
    [InlineData("bench")]
    [InlineData("mutation-test")]
    public async Task Scripts_are_clean(string script)
    {
        var shellcheck = Tool.Require("shellcheck", "apt-get install shellcheck");

        await using var check = Child.Start(shellcheck, ["--external-sources", "--shell", "bash", script], folder: Repository.Root);

        (await check.ExitCodeAsync()).ShouldBe(0, check.Output);
    }

    [Fact]
    public void Deploying_takes_no_shell() => Directory.GetFiles(Repository.PathOf("infra"), "*.sh", SearchOption.AllDirectories).ShouldBeEmpty();
}
