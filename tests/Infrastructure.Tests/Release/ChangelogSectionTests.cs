using RootWatch.Release;

namespace RootWatch.Infrastructure.Tests.Release;

public sealed class ChangelogSectionTests
{
    private const string Changelog = "# Changelog\n\n## [Unreleased]\n\n- Soon.\n\n## [1.2.3] - 2026-11-27\n\n### Added\n\n- This.\n\n## [1.2.2]\n\n- That.\n\n## [1.2.1] - 2026-01-01\n\n";

    [Theory]
    [InlineData("1.2.3", "### Added\n\n- This.\n")]
    [InlineData("1.2.2", "- That.\n")]
    public void A_release_says_what_the_changelog_says_of_it_and_no_more(string version, string text) =>
        ChangelogSection.Of(Changelog, version).ShouldBe(text);

    [Fact]
    public void Line_ends_of_Windows_change_nothing() =>
        ChangelogSection.Of(Changelog.Replace("\n", "\r\n", StringComparison.Ordinal), "1.2.3").ShouldBe("### Added\n\n- This.\n");

    [Theory]
    [InlineData("1.2.4")]
    [InlineData("1.2")]
    [InlineData("1.2.1")]
    public void A_version_that_the_changelog_is_silent_about_is_not_released(string version) =>
        Should.Throw<ReleaseException>(() => ChangelogSection.Of(Changelog, version)).Message.ShouldContain(version);
}
