using RootWatch.Release;

namespace RootWatch.Infrastructure.Tests.Release;

public sealed class TemplatesTests
{
    [Theory]
    [InlineData("infra/bicep/main.bicep")]
    [InlineData("infra/bicep/modules/alerts.bicep")]
    [InlineData("infra/aws-cloudformation/hub.yaml")]
    [InlineData("infra/deploy.env.sample")]
    [InlineData("docs/upgrading.md")]
    [InlineData("LICENSE")]
    public void What_a_deployment_needs_is_taken(string file)
    {
        Templates.Among([file]).ShouldBe([file]);
        File.Exists(Repository.PathOf(file)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("src/Cli/Program.cs")]
    [InlineData("docs/deploy.md")]
    [InlineData("infra")]
    [InlineData("infrastructure.md")]
    [InlineData("docs/LICENSE")]
    public void What_it_does_not_need_is_left(string file) => Templates.Among([file]).ShouldBeEmpty();

    [Fact]
    public void Files_keep_their_places()
    {
        var folder = Directory.CreateTempSubdirectory("rootwatch-templates-");
        try
        {
            Templates.Copy(["infra/bicep/main.bicep", "LICENSE"], Repository.Root, folder.FullName);

            File.ReadAllBytes(Path.Combine(folder.FullName, "infra/bicep/main.bicep")).ShouldBe(File.ReadAllBytes(Repository.PathOf("infra/bicep/main.bicep")));
            Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
