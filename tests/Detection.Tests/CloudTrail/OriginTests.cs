using System.Net;
using System.Net.Sockets;
using CsCheck;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>From where, and with what, as far as a record tells.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("192.0.2.10", "192.0.2.0/24")]
    [InlineData("192.0.2.255", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.10", "192.0.2.0/24")]
    [InlineData("2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::/48")]
    [InlineData("AWS Internal", null)]
    [InlineData("cloudformation.amazonaws.com", null)]
    [InlineData(null, null)]
    public void An_address_belongs_to_a_network(string? address, string? network) => Network.Of(address).ShouldBe(network);

    [Theory]
    [InlineData("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", "chrome")]
    [InlineData("Mozilla/5.0 (Windows) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0", "edge")]
    [InlineData("Mozilla/5.0 (Windows) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 OPR/120.0", "opera")]
    [InlineData("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/145.0", "firefox")]
    [InlineData("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "safari")]
    [InlineData("Mozilla/4.0", "browser")]
    [InlineData("aws-cli/2.31.0 md/awscrt", "aws-cli")]
    [InlineData("[aws-cli/1.16]", "aws-cli")]
    [InlineData("Boto3/1.40.0 md/Botocore", "boto3")]
    [InlineData("curl 8.0", "curl")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/1", "other")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/1", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("/1", "other")]
    [InlineData("AWS Internal", null)]
    [InlineData("signin.amazonaws.com", null)]
    [InlineData("[S3Console/0.4, aws-internal/3]", null)]
    [InlineData("AWSCloudTrail, aws-internal/3", null)]
    [InlineData("Coral/Netty4", null)]
    [InlineData(null, null)]
    public void A_user_agent_belongs_to_a_family(string? userAgent, string? family) => UserAgentFamily.Of(userAgent).ShouldBe(family);

    [Fact]
    public void However_an_address_is_written_its_network_is_that_of_the_address() =>
        Gen.String[Gen.Char["0129.:xf "], 0, 16].Sample(text => Network.Of(text).ShouldBe(NetworkOf(text)), iter: Effort.Of(100_000));

    [Theory]
    [InlineData("192.0.02.10", "192.0.2.0/24")]
    [InlineData("192.0.010.10", "192.0.8.0/24")]
    [InlineData("192.0.2", "192.0.0.0/24")]
    [InlineData("0.0.0.0", "0.0.0.0/24")]
    [InlineData("255.255.255.255", "255.255.255.0/24")]
    [InlineData("192.0.2.256", null)]
    [InlineData("192.0.2.10.1", null)]
    [InlineData("192.0..10", null)]
    [InlineData("192.0.+2.10", null)]
    public void An_oddly_written_address_is_read_as_everybody_reads_it(string address, string? network) => Network.Of(address).ShouldBe(network);

    [Fact]
    public void A_record_that_comes_from_elsewhere_is_of_another_network_and_program()
    {
        var record = TestData.SignIn(TestData.Morning) with { SourceIp = TestData.Elsewhere, UserAgent = "curl/8" };

        record.Network.ShouldBe("203.0.113.0/24");
        record.AgentFamily.ShouldBe("curl");
        (record with { SourceIp = null, UserAgent = null }).ShouldSatisfyAllConditions(none => none.Network.ShouldBeNull(), none => none.AgentFamily.ShouldBeNull());
    }

    private static string? NetworkOf(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var prefix = address.AddressFamily == AddressFamily.InterNetwork ? 24 : 48;
        return $"{new IPAddress([.. address.GetAddressBytes().Select((part, index) => index < prefix / 8 ? part : (byte)0)])}/{prefix}";
    }
}
