using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.Bridge.Tests.Notifications.Sns;

/// <summary>Subjects and telephones carry plain ASCII, which people of every script can read.</summary>
public sealed class ShortTextTests
{
    [Theory]
    [InlineData("Zürich-Produktion", "Zurich-Produktion")]
    [InlineData("生产环境", "ShengChanHuanJing")]
    [InlineData("Москва", "Moskva")]
    [InlineData("Straße Æsir", "Strasse AEsir")]
    [InlineData("🚀 go", ":rocket: go")]
    [InlineData("ＰＲＯＤ", "PROD")]
    public void A_name_is_spelt_in_latin_letters(string name, string spelt) => SubjectFor(name).ShouldStartWith($"HIGH - {spelt}: unusual root use (111122223333). ");

    [Theory]
    [InlineData("\uFE0F")]
    [InlineData("\U0001F9FF\uFE0F\u20E3")]
    [InlineData("\u2800\u3164")]
    [InlineData("ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ")]
    [InlineData("ｗｗｗ．ｅｖｉｌ．ｅｘａｍｐｌｅ")]
    [InlineData("👨\u200D👩\u200D👧\u200D👦👨\u200D👩\u200D👧\u200D👦👨\u200D👩\u200D👧\u200D👦")]
    [InlineData("生产环境生产环境生产环境生产环境生产环境生产环境生产环境生产环境生产环境生产环境")]
    public void Whatever_the_name_is_it_is_printable_short_and_no_link(string name)
    {
        foreach (var (text, longest) in new[] { (SubjectFor(name), 99), (SmsFor(name), 140) })
        {
            text.Length.ShouldBeLessThanOrEqualTo(longest);
            text.ShouldAllBe(c => c >= ' ' && c <= '~');
            text.ShouldNotContain("--");
            text.ShouldNotContain("://");
            text.ShouldNotContain("evil.e");
            text.ShouldNotContain("  ");
            text.ShouldContain("111122223333");
        }
    }

    [Fact]
    public void Mail_and_card_keep_the_name()
    {
        var words = Wording.Of(Named("生产环境 👨\u200D👩\u200D👧\u200D👦"));

        EmailText.Of(words, []).ShouldContain("生产环境 👨\u200D👩\u200D👧\u200D👦 (111122223333)");
        words.Headline.Account.ShouldBe("生产环境 👨\u200D👩\u200D👧\u200D👦 (111122223333)");
    }

    [Fact]
    public void A_name_that_is_cut_is_cut_between_characters() =>
        Wording.Fit(string.Concat(Enumerable.Repeat("👨\u200D👩\u200D👧\u200D👦", 20)))!.Replace("👨\u200D👩\u200D👧\u200D👦", string.Empty, StringComparison.Ordinal).ShouldBe("…");

    private static string SubjectFor(string name) => TopicMessageComposer.Compose(Named(name), "arn:aws:sns:eu-central-1:111122223333:root-use").Subject;

    private static string SmsFor(string name) => ShortText.Of(Named(name), Wording.Of(Named(name)), 140);

    private static OutgoingMessage Named(string name) => TestData.Alert(TestData.Finding()) with { AccountName = name };
}
