using System.Text.Json;

namespace RootWatch.Detection.Tests.Requests;

public sealed class AllowsEverythingTests
{
    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":{"Resource":["*"],"Action":["*"],"Effect":"allow"}}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"},{"Effect":"Allow","Action":"*:*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}]}""")]
    public void A_policy_that_allows_everything_is_known(string policy)
    {
        SampleRequests.Of("organizations UpdatePolicy", $$"""{"content":{{JsonSerializer.Serialize(policy)}} }""").AllowsEverything.ShouldBeTrue();
        SampleRequests.Of("iam CreatePolicy", $$"""{"policyDocument":{{JsonSerializer.Serialize(Uri.EscapeDataString(policy))}} }""").AllowsEverything.ShouldBeTrue();
        SampleRequests.Of("s3 PutBucketPolicy", $$"""{"bucketPolicy":{{policy}} }""").AllowsEverything.ShouldBeTrue();
        SampleRequests.Of("iam SimulateCustomPolicy", $$"""{"policyInputList":[{{JsonSerializer.Serialize(policy)}}]}""").AllowsEverything.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"cloudtrail:*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:x"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"action":"*","resource":"*","effect":"Allow"}""")]
    public void A_policy_that_leaves_something_out_is_told_apart(string policy) =>
        SampleRequests.Of("organizations UpdatePolicy", $$"""{"content":{{JsonSerializer.Serialize(policy)}} }""").AllowsEverything.ShouldBeFalse();
}
