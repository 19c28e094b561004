using System.Text;
using System.Text.Json;
using CsCheck;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Detection.Tests.LeftBehind;

/// <summary>Names of credentials are text that an attacker may choose: only what has the strict form becomes one.</summary>
public sealed class CredentialNameTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        One(
            "AKIAIOSFODNN7EXAMPLE", "akiaiosfodnn7example", "AKIAIOSFODNN7EXAMPLE\n", "AKIAIOSFODNN7EXAMPL", "AKIAIOSFODNN7EXAMPLE1", "ABIAIOSFODNN7EXAMPLE", "back door", "back\u202edoor", "[x](https://evil.example)",
            "<b>", "back;door", "bäckdoor", "\u0000", "arn:aws:iam::111122223333:role/../x", "arn:aws:iam::999988887777:role/x", "key-0123456789abcdeF0", "key-", new string('a', 65), new string('k', 256), " x", "\ud800"));

    [Fact]
    public void Whatever_a_record_says_what_is_left_behind_has_a_strict_form() =>
        (from call in One("iam CreateAccessKey", "iam UpdateAccessKey", "iam CreateLoginProfile", "iam CreateUser", "iam CreateRole", "iam UpdateAssumeRolePolicy", "sts GetFederationToken", "ec2 CreateKeyPair", "iam DeleteAccessKey", "iam DeleteUser", "ec2 DeleteKeyPair")
         from text in Hostile
         from other in Hostile
         select (call, text, other)).Sample(
            one =>
            {
                var record = Detector.Read(Record(one.call, one.text, one.other)).ShouldNotBeNull();

                IsStrict(record.LeavesBehind).ShouldBeTrue();
                (record.TakesAway is null || IsStrict(record.TakesAway.Kind, record.TakesAway.Id)).ShouldBeTrue();
            },
            iter: Effort.Of(20_000));

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/x", true)]
    [InlineData("arn:aws:iam::111122223333:role/hidden/path/x", true)]
    [InlineData("arn:aws-us-gov:iam::111122223333:role/x", true)]
    [InlineData("arn:aws:iam::999988887777:role/x", false)]
    [InlineData("arn:aws:iam::111122223333:role/", false)]
    [InlineData("arn:aws:iam::111122223333:role/x y", false)]
    [InlineData("arn:aws:iam::111122223333:user/x", false)]
    [InlineData("arn:aws:iam::111122223333:user:role/x", false)]
    [InlineData("arn:aws:sts::111122223333:role/x", false)]
    [InlineData("x arn:aws:iam::111122223333:role/x", false)]
    public void A_role_is_one_of_the_records_own_account(string arn, bool fits) =>
        (CredentialNames.RoleArn(arn, static account => account == TestData.Account) is not null).ShouldBe(fits);

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE", true)]
    [InlineData("ASIAIOSFODNN7EXAMPLE", true)]
    [InlineData("AROAIOSFODNN7EXAMPLE", false)]
    [InlineData("AKIAIOSFODNN7EXAMPL", false)]
    [InlineData("AKIAIOSFODNN7EXAMPLEE", false)]
    [InlineData("AKIAIOSFODNN7eXAMPLE", false)]
    [InlineData("", false)]
    public void An_access_key_is_of_twenty_characters(string text, bool fits) => (CredentialNames.AccessKey(text) is not null).ShouldBe(fits);

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static bool IsStrict(LeftBehindCredential? left) =>
        left is null || (IsStrict(left.Kind, left.Id) && (left.User is null || CredentialNames.Name(left.User) is not null)
            && (left.ResourceId is null || CredentialNames.KeyPairId(left.ResourceId) is not null || CredentialNames.RoleArn(left.ResourceId, static account => account == TestData.Account) is not null));

    private static bool IsStrict(LeftBehindKind kind, string id) =>
        kind switch
        {
            LeftBehindKind.AccessKey or LeftBehindKind.SessionToken or LeftBehindKind.RootSession => id.Length == 20 && id.All(char.IsAsciiLetterOrDigit),
            LeftBehindKind.KeyPair => id.Length is > 0 and <= 255 && id.All(static c => c is >= ' ' and <= '~'),
            _ => id.Length is > 0 and <= 64 && id.All(static c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal)),
        };

    private static byte[] Record(string call, string text, string other)
    {
        var parts = call.Split(' ');
        var request = new { userName = text, accessKeyId = other, status = "Active", roleName = text, name = text, keyName = text, keyPairId = other };
        var response = new
        {
            accessKey = new { accessKeyId = other, userName = text },
            user = new { userName = other },
            loginProfile = new { userName = other },
            role = new { roleName = text, arn = other },
            credentials = new { accessKeyId = other, expiration = text },
            keyName = text,
            keyPairId = other,
        };
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            eventID = "e",
            eventSource = $"{parts[0]}.amazonaws.com",
            eventName = parts[1],
            eventTime = "2026-11-20T09:00:00Z",
            userIdentity = new { type = "Root", arn = "arn:aws:iam::111122223333:root", accountId = "111122223333" },
            requestParameters = request,
            responseElements = response,
        }));
    }
}
