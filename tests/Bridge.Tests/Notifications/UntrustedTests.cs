using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class UntrustedTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Mozilla/5.0 (X11)", "Mozilla/5.0 (X11)")]
    [InlineData("two\r\n\tlines", "two lines")]
    [InlineData("  edges  ", "edges")]
    [InlineData("nul\0bell\a", "nul\uFFFDbell\uFFFD")]
    [InlineData("\u202Eevil\u200B", "\uFFFDevil\uFFFD")]
    [InlineData("https://evil.example", "https[:]//evil[.]example")]
    [InlineData("www.evil.example", "www[.]evil[.]example")]
    [InlineData("[click](x) <b>&amp;", "[click] (x) ‹b›&amp;")]
    [InlineData("<at>everyone</at>", "‹at›everyone‹/at›")]
    public void Text_is_made_fit_to_be_shown(string? text, string shown) => Untrusted.Text(text).ShouldBe(shown);

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Untrusted.Text("half \ud800 pair").ShouldBe("half \uFFFD pair");

    [Fact]
    public void Length_is_bounded() => Untrusted.Text(new string('a', 5000), longest: 10).ShouldBe("aaaaaaaaaa…");
}
