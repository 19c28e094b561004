using RootWatch.Release;

namespace RootWatch.Infrastructure.Tests.Release;

public sealed class ReleaseVersionTests
{
    [Fact]
    public void The_repository_states_one() =>
        ReleaseVersion.Read(File.ReadAllText(Repository.PathOf("Directory.Build.props"))).Split('.').Length.ShouldBe(3);

    [Fact]
    public void Nothing_is_released_without_one() =>
        Should.Throw<ReleaseException>(() => ReleaseVersion.Read("<Project />")).Message.ShouldContain("no Version");

    [Theory]
    [InlineData(null)]
    [InlineData("v1.2.3")]
    public void A_trial_and_the_tag_of_the_version_are_fine(string? tag) => ReleaseVersion.Check("1.2.3", tag);

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("v1.2.4")]
    [InlineData("v1.2.3-rc")]
    public void The_tag_of_another_version_is_refused_by_name(string tag) =>
        Should.Throw<ReleaseException>(() => ReleaseVersion.Check("1.2.3", tag)).Message.ShouldContain($"The tag is {tag}");
}
