using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Tests.Messages;

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

    [Theory]
    [InlineData("Zürich-Produktion")]
    [InlineData("生产环境")]
    [InlineData("إنتاج")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("ශ්\u200Dරී ලංකා")]
    [InlineData("क्\u200Dष")]
    [InlineData("e\u0301te\u0301")]
    [InlineData("👨\u200D👩\u200D👧\u200D👦")]
    [InlineData("👩🏽\u200D🚀 go")]
    [InlineData("🇩🇪🇫🇷")]
    [InlineData("𝕏 and 𠮷")]
    public void What_people_write_stays_as_it_is(string text) => Untrusted.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("❤\uFE0F", "❤")]
    [InlineData("1\uFE0F\u20E3", "1\u20E3")]
    [InlineData("❤\uFE0F\u200D🔥", "❤\u200D🔥")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴")]
    [InlineData("p\u034Fa\uFE00y\U000E0100p\u180Bal", "paypal")]
    [InlineData("\uFE0F", "")]
    public void What_only_changes_another_character_is_left_out(string text, string shown) => Untrusted.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("\u3164")]
    [InlineData("\uFFA0")]
    [InlineData("\u115F")]
    [InlineData("\u1160")]
    [InlineData("\u2800")]
    [InlineData("\u17B4")]
    [InlineData("\u17B5")]
    [InlineData("\u180E")]
    [InlineData("\u00AD")]
    [InlineData("\u061C")]
    [InlineData("\u200B")]
    [InlineData("\u200C")]
    [InlineData("\u200D")]
    [InlineData("\u200F")]
    [InlineData("\u2060")]
    [InlineData("\u206F")]
    [InlineData("\uFEFF")]
    [InlineData("\uFFF0")]
    [InlineData("\U0001D173")]
    [InlineData("\U0001D159")]
    public void What_cannot_be_seen_is_made_seen(string invisible) => Untrusted.Text($"a{invisible}b").ShouldBe("a\uFFFDb");

    [Fact]
    public void A_joiner_joins_emoji_and_nothing_else()
    {
        Untrusted.Text("👨\u200D").ShouldBe("👨\uFFFD");
        Untrusted.Text("\u200D👨").ShouldBe("\uFFFD👨");
        Untrusted.Text("👨\u200Da").ShouldBe("👨\uFFFDa");
        Untrusted.Text("a\u200D👨").ShouldBe("a\uFFFD👨");
        Untrusted.Text("👨\u200D\u0301").ShouldNotContain("\u200D");
        Untrusted.Text("👨\u200D\u200D👩").ShouldNotContain("\u200D");
    }

    [Theory]
    [InlineData("👨\u200D👩\u200D👧\u200D👦")]
    [InlineData("👍🏽")]
    [InlineData("🇩🇪")]
    [InlineData("e\u0301")]
    [InlineData("𠮷")]
    [InlineData("1\u20E3")]
    public void What_people_see_as_one_character_is_never_torn(string character)
    {
        for (var longest = 1; longest < 30; longest++)
        {
            var shown = Untrusted.Text(string.Concat(Enumerable.Repeat(character, 40)), longest);

            shown.Replace(character, string.Empty, StringComparison.Ordinal).ShouldBe("…");
            shown.Length.ShouldBeLessThanOrEqualTo(longest + 1);
        }
    }

    [Theory]
    [InlineData("\u0301")]
    [InlineData("\U0001E8D0")]
    [InlineData("🏽")]
    [InlineData("\u200D👨")]
    public void A_character_without_an_end_has_one(string mark)
    {
        var shown = Untrusted.Text($"Z{string.Concat(Enumerable.Repeat(mark, 10_000))} end", longest: 100);

        shown.Length.ShouldBeLessThanOrEqualTo(101);
        shown.ShouldStartWith("Z");
        shown.EnumerateRunes().ShouldAllBe(rune => rune.Value != 0xFFFD || mark.StartsWith('\u200D'));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData("a-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("a.1")]
    [InlineData("😀.")]
    [InlineData("\u0301")]
    [InlineData("\uFE0F")]
    [InlineData(" ")]
    public void Time_grows_with_the_text_alone(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000));

        Untrusted.Text(text).Length.ShouldBeLessThanOrEqualTo(700);
        Untrusted.Text(text, longest: 1_000_000).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("a.b.1.2", "a[.]b.1.2")]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("iam.amazonaws.com", "iam.amazonaws.com")]
    [InlineData("x.iam.amazonaws.com", "x[.]iam[.]amazonaws[.]com")]
    [InlineData("amazonaws.com", "amazonaws[.]com")]
    [InlineData("bücher.example", "bücher[.]example")]
    [InlineData("𝕖𝕧𝕚𝕝.𝕔𝕠𝕞", "𝕖𝕧𝕚𝕝[.]𝕔𝕠𝕞")]
    [InlineData("-.-.a", "-[.]-[.]a")]
    public void Host_names_are_broken(string text, string shown) => Untrusted.Text(text).ShouldBe(shown);
}
