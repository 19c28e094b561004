using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;

namespace RootWatch.Bridge.Tests.Links;

public sealed class LinkSignerTests
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=kv-rootwatch-abc;SecretName=link-key-a)";
    private const string Good = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(Reference)]
    [InlineData(" @MICROSOFT.keyvault(SecretUri=https://kv.vault.azure.net/secrets/link-key-a)")]
    [InlineData("<at least 32 random characters, please>")]
    [InlineData("                                        ")]
    [InlineData("")]
    public void A_key_that_strangers_can_work_out_signs_nothing_and_opens_nothing(string key)
    {
        var signer = Signer(("a", key));

        signer.Sign(LinkSigner.Incident, "incident").ShouldBeNull();
        signer.Check(LinkSigner.Incident, "incident", Forged("a", key, "incident")).ShouldBe(LinkVerdict.Forged);
    }

    [Fact]
    public void Links_of_another_key_stay_good_while_the_one_that_signs_is_not_resolved()
    {
        var before = Signer(("old", Good)).Sign(LinkSigner.Incident, "incident")!;

        var signer = Signer(("new", Reference), ("old", Good));

        signer.Sign(LinkSigner.Incident, "incident").ShouldBeNull("the key that signs is not there");
        signer.Check(LinkSigner.Incident, "incident", new QueryCollection(QueryHelpers.ParseQuery(before.Query))).ShouldBe(LinkVerdict.Good);
    }

    [Fact]
    public void A_good_key_signs_and_opens()
    {
        var signer = Signer(("a", Good));

        signer.Sign(LinkSigner.Incident, "incident").ShouldNotBeNull();
        signer.Check(LinkSigner.Incident, "incident", Forged("a", Good, "incident")).ShouldBe(LinkVerdict.Good);
    }

    private static LinkSigner Signer(params (string Id, string Key)[] keys) =>
        new(
            Options.Create(new LinkOptions { BaseUrl = new Uri("https://rootwatch.example"), SignWith = keys[0].Id, Keys = keys.ToDictionary(key => key.Id, key => key.Key, StringComparer.Ordinal) }),
            new FakeTimeProvider(TestData.Morning));

    private static QueryCollection Forged(string id, string key, string subject)
    {
        var expiry = TestData.Morning.AddDays(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{LinkSigner.Incident}\n{subject}\n{expiry}")));
        return new QueryCollection(QueryHelpers.ParseQuery($"?k={id}&e={expiry}&s={signature}"));
    }
}
