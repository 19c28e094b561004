namespace RootWatch.Detection.Tests.Requests;

/// <summary>Whose access a request is about, what it denies, and whether it asks for higher limits.</summary>
public sealed class LockOutRequestTests
{
    [Theory]
    [InlineData("identitystore DeleteUser", """{"identityStoreId":"d-1","userId":"u-1"}""", "u-1")]
    [InlineData("identitystore DeleteGroupMembership", """{"membershipId":"m-1","memberId":{"userId":"u-2"}}""", "u-2")]
    [InlineData("sso DeleteAccountAssignment", """{"principalType":"USER","principalId":"u-3","targetId":"111122223333"}""", "u-3")]
    [InlineData("iam DeleteUser", """{"userName":"ann"}""", "ann")]
    [InlineData("iam DeleteUser", """{"userId":"u-4"}""", null)]
    public void People_have_names_or_ids(string call, string request, string? user) => SampleRequests.Of(call, request).TargetUser.ShouldBe(user);

    [Theory]
    [InlineData("""{"userName":"ann","policyArn":"arn:aws:iam::aws:policy/AWSDenyAll"}""", true)]
    [InlineData("""{"userName":"ann","policyArn":"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"}""", true)]
    [InlineData("""{"userName":"ann","policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}""", false)]
    [InlineData("""{"userName":"ann","policyDocument":"{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}""", true)]
    [InlineData("""{"userName":"ann","policyDocument":"{\"Statement\":{\"effect\":\"deny\",\"Action\":\"*\",\"Resource\":\"*\"}}"}""", true)]
    [InlineData("""{"userName":"ann","policyDocument":"{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\"},{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}]}"}""", false)]
    [InlineData("""{"userName":"ann","policyDocument":"{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}]}"}""", false)]
    [InlineData("""{"userName":"Deny"}""", false)]
    public void A_policy_may_only_deny(string request, bool denies) => SampleRequests.Of("iam PutUserPolicy", request).Denies.ShouldBe(denies);

    [Theory]
    [InlineData("account EnableRegion", """{"regionName":"af-south-1"}""", "af-south-1")]
    [InlineData("account DisableRegion", """{"regionName":"af-south-1"}""", null)]
    [InlineData("ec2 RunInstances", """{"regionName":"af-south-1"}""", null)]
    public void A_region_may_be_opened(string call, string request, string? region) => SampleRequests.Of(call, request).OpenedRegion.ShouldBe(region);

    [Theory]
    [InlineData("support CreateCase", """{"serviceCode":"service-limit-increase"}""", true)]
    [InlineData("support CreateCase", """{"serviceCode":"x","categoryCode":"Quota-Increase"}""", true)]
    [InlineData("support CreateCase", """{"serviceCode":"billing","categoryCode":"invoices"}""", false)]
    [InlineData("support CreateCase", """{"subject":"no limit"}""", false)]
    [InlineData("ec2 RunInstances", """{"serviceCode":"service-limit-increase"}""", false)]
    public void A_support_case_may_be_about_limits(string call, string request, bool asks) => SampleRequests.Of(call, request).AsksForHigherLimit.ShouldBe(asks);
}
