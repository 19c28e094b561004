using RootWatch.Release;

namespace RootWatch.Infrastructure.Tests.Release;

public sealed class ReleaseOptionsTests
{
    [Fact]
    public void A_folder_is_enough() => ReleaseOptions.Parse(["/out"]).ShouldBe(new ReleaseOptions("/out", Tag: null, SnsSdk: true));

    [Fact]
    public void Tag_and_package_come_in_any_order() =>
        ReleaseOptions.Parse(["/out", "--sns-sdk", "false", "--tag", "v1.2.3"]).ShouldBe(new ReleaseOptions("/out", "v1.2.3", SnsSdk: false));

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("--tag", "v1.2.3")]
    [InlineData("/out", "--tag")]
    [InlineData("/out", "--tag", "")]
    [InlineData("/out", "--tag", "--sns-sdk")]
    [InlineData("/out", "--sns-sdk", "perhaps")]
    [InlineData("/out", "more")]
    public void What_is_not_understood_makes_no_release(params string[] arguments) => ReleaseOptions.Parse(arguments).ShouldBeNull();
}
