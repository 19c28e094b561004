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
}
