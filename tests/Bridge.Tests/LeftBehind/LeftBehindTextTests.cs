using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.Tests.LeftBehind;

/// <summary>The words of what was left behind. Some of them go where text from outside may not.</summary>
public sealed class LeftBehindTextTests
{
    [Theory]
    [InlineData(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXA7Q2E", "backdoor", "The access key that root created (AKIA…7Q2E, of user backdoor)")]
    [InlineData(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXA7Q2E", "www.evil.example", "The access key that root created (AKIA…7Q2E, of a user)")]
    [InlineData(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXA7Q2E", null, "The access key that root created (AKIA…7Q2E, root's own)")]
    [InlineData(LeftBehindKind.LoginProfile, "backdoor", "backdoor", "The password that root set for a user (backdoor)")]
    [InlineData(LeftBehindKind.User, "jo@evil.example", null, "The user that root created")]
    [InlineData(LeftBehindKind.Role, "support", null, "The role that root created or opened (support)")]
    [InlineData(LeftBehindKind.SessionToken, "ASIAIOSFODNN7EXAMPL4", "www.evil.example", "The session token that root was issued (ASIA…MPL4)")]
    [InlineData(LeftBehindKind.KeyPair, "call +1 555 now", null, "The key pair that root created")]
    public void A_sentence_holds_a_name_only_where_it_is_a_plain_word(LeftBehindKind kind, string id, string? user, string words) =>
        LeftBehindText.Subject(new LeftBehindCredential(kind, id, user)).ShouldBe(words);

    [Theory]
    [InlineData("ec2.amazonaws.com", "RunInstances", "ec2 RunInstances")]
    [InlineData("evil.example", "RunInstances", "an AWS API")]
    [InlineData("ec2.amazonaws.com", "Run <b>", "an AWS API")]
    [InlineData("", "", "an AWS API")]
    public void A_call_is_told_by_name_only_where_it_has_AWSs_form(string source, string name, string words) =>
        LeftBehindText.Call(new CredentialUse(source, name, null, null, Failed: false)).ShouldBe(words);

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.77")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("lambda.amazonaws.com", "within AWS")]
    [InlineData("<b>", "within AWS")]
    [InlineData(null, "an unknown address")]
    public void A_source_is_an_address_or_our_own_words(string? source, string words) => LeftBehindText.Source(source).ShouldBe(words);

    [Fact]
    public void What_is_left_is_counted_by_kind_and_by_what_is_still_usable()
    {
        var left = new LeftBehindSummary(3)
        {
            Items =
            [
                Item(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXAMPL1") with { State = CredentialState.Inactive },
                Item(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXAMPL2"),
                Item(LeftBehindKind.User, "backdoor"),
            ],
        };

        LeftBehindText.Of(left, TestData.Morning).ShouldBe("2 access keys, 1 user; 2 of 3 still usable");
        LeftBehindText.Of(left with { Count = 25 }, TestData.Morning).ShouldBe("2 access keys, 1 user, and 22 more; 2 of the first 3 still usable");
    }

    [Fact]
    public void Temporary_credentials_end_by_themselves()
    {
        var token = new LeftBehindItem(new LeftBehindCredential(LeftBehindKind.SessionToken, "ASIAIOSFODNN7EXAMPL4", "helper") { Expires = TestData.Morning.AddHours(1) }, TestData.Morning, "us-east-1");

        token.IsUsable(TestData.Morning.AddMinutes(59)).ShouldBeTrue();
        token.IsUsable(TestData.Morning.AddHours(1)).ShouldBeFalse();
        LeftBehindText.State(token, TestData.Morning.AddHours(2)).ShouldBe("expired at 2026-11-20 10:00:00 UTC");
    }

    [Fact]
    public void What_an_incident_takes_away_itself_is_usable_no_more_and_what_it_activates_is_again()
    {
        var item = Item(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXAMPL1");

        var off = item.With(CredentialState.Inactive, TestData.Morning.AddMinutes(1), "root");
        var on = off.With(CredentialState.Usable, TestData.Morning.AddMinutes(2), "arn:aws:iam::111122223333:user/mallory");

        off.IsUsable(TestData.Morning).ShouldBeFalse();
        on.IsUsable(TestData.Morning).ShouldBeTrue();
        on.With(CredentialState.Inactive, TestData.Morning.AddMinutes(1), "root").ShouldBe(on, "it is older than what is known");
        LeftBehindText.State(on, TestData.Morning).ShouldBe("usable, activated again at 2026-11-20 09:02:00 UTC by arn:aws:iam::111122223333:user/mallory");
    }

    [Fact]
    public void A_notice_of_hostile_text_keeps_it_out_of_its_title_and_lines()
    {
        const string hostile = "<b>[x](https://evil.example)";
        var used = new FollowedCredential(Item(LeftBehindKind.KeyPair, hostile), "111122223333-0000000000")
        {
            Calls = 1,
            Uses = [new CredentialUse(hostile, hostile, hostile, "us-east-1", Failed: false) { Calls = 1, First = TestData.Morning, Last = TestData.Morning }],
        };
        var incident = ((Alert)TestData.Alert(TestData.Finding()).Message).Incident;

        var notice = CredentialNotices.Used(incident, [used], [used]);

        notice.Title.ShouldBe("The key pair that root created was used from within AWS: an AWS API, 1 call.");
        notice.Lines.ShouldAllBe(line => !line.Contains("evil", StringComparison.Ordinal));
        notice.Severity.ShouldBe(Severity.Critical);
    }

    private static LeftBehindItem Item(LeftBehindKind kind, string id) => new(new LeftBehindCredential(kind, id, User: null), TestData.Morning, "us-east-1");
}
