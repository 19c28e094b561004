namespace RootWatch.Detection.Tests;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab𠮷", 3, "ab")]
    [InlineData("ab𠮷", 4, "ab𠮷")]
    [InlineData("abe\u0301f", 3, "ab")]
    [InlineData("abe\u0301f", 4, "abe\u0301")]
    [InlineData("a👍🏽b", 3, "a")]
    [InlineData("a👍🏽b", 5, "a👍🏽")]
    [InlineData("🇩🇪🇫🇷", 6, "🇩🇪")]
    [InlineData("abc", 0, "")]
    public void A_text_is_cut_between_characters(string text, int longest, string cut) => Excerpt.Of(text, longest).ShouldBe(cut);

    [Fact]
    public void A_character_that_is_too_long_by_itself_is_cut_between_code_points()
    {
        Excerpt.Of("e" + new string('\u0301', 1_000_000), 10).ShouldBe("e" + new string('\u0301', 9));
        Excerpt.Of("𠮷🏽🏽🏽", 5).ShouldBe("𠮷🏽");
    }

    [Fact]
    public void Halves_of_surrogate_pairs_are_cut_one_by_one() => Excerpt.Of("\ud800\ud800\ud800", 2).ShouldBe("\ud800\ud800");

    [Fact]
    public void An_ellipsis_says_that_it_goes_on()
    {
        Excerpt.WithEllipsis("abcd", 3).ShouldBe("abc…");
        Excerpt.WithEllipsis("abc", 3).ShouldBe("abc");
    }
}
