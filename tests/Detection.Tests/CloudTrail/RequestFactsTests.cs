using System.Text;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

public sealed class RequestFactsTests
{
    [Theory]
    [InlineData("""{"createVolumePermission":{"add":{"items":[{"group":"all"}]}}}""", true)]
    [InlineData("""{"createVolumePermission":{"add":{"items":[{"userId":"444455556666"}]}}}""", false)]
    [InlineData("""{"createVolumePermission":{"remove":{"items":[{"group":"all"}]}}}""", false)]
    [InlineData("""{"removeLaunchPermission":{"items":[{"group":"all"}]}}""", false)]
    [InlineData("""{"attributeName":"restore","valuesToAdd":["all"]}""", true)]
    [InlineData("""{"attributeName":"restore","valuesToRemove":["all"]}""", false)]
    [InlineData("""{"bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":"*"}]}}""", true)]
    [InlineData("""{"bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"}}]}}""", true)]
    [InlineData("""{"bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::444455556666:root","*"]}}]}}""", true)]
    [InlineData("""{"bucketPolicy":{"Statement":[{"Effect":"Deny","Principal":"*"}]}}""", false)]
    [InlineData("""{"bucketPolicy":{"Statement":[{"Effect":"deny","Principal":"*"}]}}""", false)]
    [InlineData("""{"bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Resource":"*"}]}}""", false)]
    [InlineData("""{"attributes":{"Policy":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}"}}""", true)]
    [InlineData("""{"attributes":{"Policy":"{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\"}]}"}}""", false)]
    [InlineData("""{"attributes":{"Policy":"{ no policy"}}""", false)]
    [InlineData("""{"Grantee":{"URI":"http://acs.amazonaws.com/groups/global/AllUsers"}}""", true)]
    [InlineData("""{"Grantee":{"URI":"http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}}""", true)]
    [InlineData("""{"Grantee":{"URI":"http://acs.amazonaws.com/groups/s3/LogDelivery"}}""", false)]
    [InlineData("""{"x-amz-acl":["public-read"]}""", true)]
    [InlineData("""{"x-amz-acl":["PUBLIC-READ-WRITE"]}""", true)]
    [InlineData("""{"acl":"authenticated-read"}""", true)]
    [InlineData("""{"x-amz-acl":["private"]}""", false)]
    [InlineData("""{"queueName":"all","resource":"*"}""", false)]
    [InlineData("null", false)]
    [InlineData("\"all\"", false)]
    public void A_request_that_lets_everybody_in_is_known(string request, bool isPublic) => Of(request).OpensToPublic.ShouldBe(isPublic);

    [Theory]
    [InlineData("""{"PublicAccessBlockConfiguration":{"BlockPublicAcls":false}}""", true)]
    [InlineData("""{"PublicAccessBlockConfiguration":{"IgnorePublicAcls":"false"}}""", true)]
    [InlineData("""{"PublicAccessBlockConfiguration":{"BlockPublicPolicy":false,"RestrictPublicBuckets":true}}""", true)]
    [InlineData("""{"PublicAccessBlockConfiguration":{"RestrictPublicBuckets":false}}""", true)]
    [InlineData("""{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}}""", false)]
    [InlineData("{}", false)]
    public void A_block_that_is_switched_off_is_known(string request, bool lifts) => Of(request, name: "PutBucketPublicAccessBlock").LiftsPublicAccessBlock.ShouldBe(lifts);

    [Theory]
    [InlineData("""{"instancesSet":{"items":[{"minCount":1,"maxCount":40}]}}""", 40)]
    [InlineData("""{"instancesSet":{"items":[{"maxCount":4},{"maxCount":"6"}]}}""", 10)]
    [InlineData("""{"instanceCount":7}""", 7)]
    [InlineData("""{"spotFleetRequestConfig":{"targetCapacity":200}}""", 200)]
    [InlineData("""{"CreateFleetRequest":{"TargetCapacitySpecification":{"TotalTargetCapacity":50}}}""", 50)]
    [InlineData("""{"instancesSet":{"items":[{"maxCount":2000000000},{"maxCount":2000000000}]}}""", 2_000_000)]
    [InlineData("""{"instancesSet":{"items":[{"maxCount":-5}]}}""", 0)]
    [InlineData("""{"instancesSet":{"items":{"maxCount":5}}}""", 0)]
    [InlineData("""{"instancesSet":{"items":[{"maxCount":"many"}]}}""", 0)]
    public void Machines_are_counted(string request, int instances) => Of(request).Instances.ShouldBe(instances);

    [Fact]
    public void More_machines_than_a_number_counts_are_as_many_as_it_does() =>
        Of($$$"""{"instancesSet":{"items":[{{{string.Join(',', Enumerable.Repeat("""{"maxCount":1000000}""", 3000))}}}]}}""").Instances.ShouldBe(int.MaxValue);

    [Theory]
    [InlineData("""{"name":"rootwatch-root-activity"}""", true)]
    [InlineData("""{"topicArn":"arn:aws:sns:us-east-1:111122223333:RootWatch"}""", true)]
    [InlineData("""{"tags":[{"key":"rootwatch:stack","value":"x"}]}""", true)]
    [InlineData("""{"rootwatch":{"a":1}}""", true)]
    [InlineData("""{"names":["other","rootwatch-bus"]}""", true)]
    [InlineData("""{"name":"root-watch"}""", false)]
    public void RootWatchs_own_parts_are_known_by_name_or_tag(string request, bool isOwn) => Of(request).NamesRootWatch.ShouldBe(isOwn);

    [Fact]
    public void The_rest_is_read_as_it_stands()
    {
        var facts = Of(
            """{"userName":"alice","status":"Inactive","VersioningConfiguration":{"MfaDelete":"Disabled"},"instanceType":"p4d.24xlarge","taskPolicyArn":{"arn":"arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"}}""",
            """{"credentials":{"accessKeyId":"ASIA1"}}""");

        facts.ShouldBe(new RequestFacts("alice", "Inactive", "Disabled", 0, "p4d.24xlarge", TaskPolicy: "S3UnlockBucketPolicy", IssuedKey: "ASIA1"));
    }

    [Fact]
    public void A_request_as_deep_as_its_body_allows_is_no_danger()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 40_000)) + string.Concat(Enumerable.Repeat("]}", 40_000));

        Of(deep).ShouldBe(new RequestFacts());
    }

    [Theory]
    [InlineData(62, true)]
    [InlineData(70, false)]
    public void What_is_nested_beyond_meaning_is_not_followed(int levels, bool isFound) =>
        Of(string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "\"rootwatch\"" + new string('}', levels)).NamesRootWatch.ShouldBe(isFound);

    private static RequestFacts Of(string request, string response = "null", string name = "") =>
        Detector.Read(Encoding.UTF8.GetBytes($$"""{"userIdentity":{"type":"Root"},"eventName":"{{name}}","requestParameters":{{request}},"responseElements":{{response}}}""")).ShouldNotBeNull().Request;
}
