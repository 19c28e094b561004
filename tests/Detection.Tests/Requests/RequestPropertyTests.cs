using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Tests.Requests;

/// <summary>What must hold for any request, however it is written.</summary>
public sealed class RequestPropertyTests
{
    private static readonly JsonSerializerOptions Escaped = new() { Encoder = JavaScriptEncoder.Create(new TextEncoderSettings()) };

    private static readonly (string Call, string Request)[] Requests =
    [
        ("s3 PutBucketPolicy", """{"bucketName":"b","bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Condition":{"StringEquals":{"aws:PrincipalAccount":["111122223333","555566667777"]},"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Deny","Principal":"*"}]}}"""),
        ("events PutPermission", """{"principal":"*","condition":{"type":"StringEquals","key":"aws:PrincipalOrgID","value":"o-a1b2c3d4e5"}}"""),
        ("ec2 CreateNetworkAclEntry", """{"cidrBlock":"0.0.0.0/0","egress":false,"ruleAction":"allow"}"""),
        ("ec2 ModifySnapshotAttribute", """{"userIds":["555566667777"],"operationType":"remove"}"""),
        ("cloudtrail PutEventSelectors", """{"advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Management"]},{"field":"readOnly","equals":["false"]}]}]}"""),
        ("cloudtrail PutEventSelectors", """{"eventSelectors":[{"readWriteType":"All","includeManagementEvents":false},{"readWriteType":"All","includeManagementEvents":true}]}"""),
        ("elasticloadbalancing ModifyLoadBalancerAttributes", """{"attributes":[{"key":"deletion_protection.enabled","value":"false"}],"loadBalancerArn":"x"}"""),
        ("autoscaling UpdateAutoScalingGroup", """{"desiredCapacity":0,"minSize":0,"maxSize":3,"instanceTypes":["m5.large","p4d.24xlarge"]}"""),
        ("iam UpdateAccountPasswordPolicy", """{"minimumPasswordLength":8,"requireSymbols":false,"userName":"rootwatch"}"""),
        ("organizations UpdatePolicy", """{"content":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}"""),
        ("savingsplans CreateSavingsPlan", """{"commitment":"10","duration":"1yr","upfrontPaymentAmount":20}"""),
    ];

    private static readonly Gen<(string Call, string Request)> One = Gen.Int[0, Requests.Length - 1].Select(index => Requests[index]);

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.String,
        Gen.Int[0, 24].Select(index => new[]
        {
            "Statement", "Effect", "Allow", "Deny", "Principal", "NotPrincipal", "AWS", "Federated", "*", "Condition", "StringEquals", "aws:PrincipalOrgID", "add", "items", "principals", "555566667777",
            "arn:aws:iam::555566667777:root", "arn:", "0.0.0.0/0", "cidrIp", "key", "value", "{\"Statement\":[{\"Effect\":", "%7B%22Principal%22%3A%22*%22%7D", "{\"a\":\"{\\\"b\\\":\\\"{\\\\\"",
        }[index]));

    [Fact]
    public void The_order_of_members_changes_nothing() =>
        Gen.Select(One, Gen.Int).Sample(
            (sample, seed) => SampleRequests.Of(sample.Call, Shuffled(JsonNode.Parse(sample.Request), new Random(seed))!.ToJsonString()).ShouldBe(SampleRequests.Of(sample.Call, sample.Request)),
            iter: Effort.Of(2_000));

    [Fact]
    public void Escaping_changes_nothing()
    {
        foreach (var (call, request) in Requests)
        {
            SampleRequests.Of(call, JsonNode.Parse(request)!.ToJsonString(Escaped)).ShouldBe(SampleRequests.Of(call, request));
        }
    }

    [Fact]
    public void The_casing_of_names_changes_nothing()
    {
        foreach (var (call, request) in Requests)
        {
            SampleRequests.Of(call, Recased(JsonNode.Parse(request))!.ToJsonString()).ShouldBe(SampleRequests.Of(call, request));
        }
    }

    [Fact]
    public void Nothing_that_is_asked_throws() =>
        Tree(depth: 4).Sample(
            request =>
            {
                foreach (var call in new[] { "s3 PutBucketPolicy", "ec2 RunInstances", "cloudtrail PutEventSelectors", "sns AddPermission" })
                {
                    SampleRequests.Of(call, request?.ToJsonString() ?? "null");
                }
            },
            iter: Effort.Of(5_000));

    [Theory]
    [InlineData("""{"\ud800":"\udc00","principals":["\ud83d"],"policy":"{\"Principal\":\"\\ud800*\"}"}""")]
    [InlineData("""{"policy":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\""}""")]
    [InlineData("""{"policy":"%7B%","other":"%zz{","and":"%"}""")]
    [InlineData("""[[{"Principal":[[["*"]]]}],{"Condition":{"StringEquals":{"aws:PrincipalOrgID":{}}}}]""")]
    [InlineData("""{"condition":{"a":{"b":"c"}},"principal":{"aws":{"aws":{"aws":null}}}}""")]
    [InlineData("\"{\\\"Principal\\\":\\\"*\\\"}\"")]
    [InlineData("1e999999")]
    [InlineData("""{"count":1e999999,"amount":-1e-999999,"duration":99999999999999999999999999999999}""")]
    public void Odd_requests_are_read_without_harm(string request)
    {
        foreach (var call in new[] { "iam UpdateAssumeRolePolicy", "ec2 RunInstances", "savingsplans CreateSavingsPlan" })
        {
            Should.NotThrow(() => SampleRequests.Of(call, request));
        }
    }

    [Fact]
    public void What_stands_after_a_broken_text_is_read_as_ever()
    {
        var facts = SampleRequests.Of("sns SetTopicAttributes", """{"a":{"b":"{\"x\":[{\"y\":","c":[{"principal":"555566667777"}]},"principal":"arn:aws:iam::111122223333:root"}""");

        facts.LetsIn.ShouldBe(LetsIn.AnotherAccount);
    }

    [Fact]
    public void Of_two_members_of_one_name_the_last_counts() =>
        SampleRequests.Of("iam CreateUser", """{"userName":"a","userName":"b","status":"Active","status":null}""").ShouldBe(new RequestFacts(TargetUser: "b"));

    [Fact]
    public void The_account_may_stand_after_the_request() =>
        Detector.Read("""{"eventName":"AddPermission","eventSource":"sns.amazonaws.com","requestParameters":{"aWSAccountId":["111122223333"]},"userIdentity":{"type":"Root","accountId":"111122223333"}}"""u8).ShouldNotBeNull().Request.LetsIn.ShouldBe(LetsIn.Nobody);

    [Theory]
    [InlineData("\"p%\":\"{broken\"")]
    [InlineData("\"p%\":\"\\ud800\"")]
    [InlineData("\"principal%\":{\"AWS\":[\"*\"]}")]
    [InlineData("\"p%\":\"%7B%22a%22\"")]
    [InlineData("\"cidr%\":\"0.0.0.0/0\"")]
    public void Twice_as_large_a_request_takes_no_more_than_twice_the_memory(string member)
    {
        var (half, whole) = (Large(member, Effort.Of(900_000)), Large(member, Effort.Of(1_800_000)));
        SampleRequests.Of("s3 PutBucketPolicy", "{}");

        (MemoryFor(whole) / (double)MemoryFor(half)).ShouldBeLessThan(2.5);
    }

    [Fact]
    public void A_document_of_before_is_read()
    {
        var facts = JsonSerializer.Deserialize<RequestFacts>("""{"targetUser":"kim","instances":3,"opensToPublic":true,"liftsPublicAccessBlock":true,"namesRootWatch":false}""", JsonSerializerOptions.Web);

        facts.ShouldBe(new RequestFacts(TargetUser: "kim", Instances: 3, LetsIn: LetsIn.Everybody, Protection: ProtectionChange.Weakened));
        JsonSerializer.Deserialize<RequestFacts>("{}", JsonSerializerOptions.Web).ShouldBe(new RequestFacts());
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var facts = new RequestFacts("a", "b", "c", 1, "d", true, "e", "f", LetsIn.Organization, true, ProtectionChange.Strengthened, true, true, true, 12, 1.5m, "g");

        JsonSerializer.Deserialize<RequestFacts>(JsonSerializer.Serialize(facts, JsonSerializerOptions.Web), JsonSerializerOptions.Web).ShouldBe(facts);
    }

    private static Gen<JsonNode?> Tree(int depth)
    {
        var leaf = Gen.OneOf(Piece.Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)), Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)), Gen.Const((JsonNode?)null));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Gen.Dictionary(Piece, Tree(depth - 1))[0, 4].Select(members => (JsonNode?)new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))),
                Tree(depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
                Tree(depth - 1).Select(inner => (JsonNode?)JsonValue.Create(inner?.ToJsonString() ?? "null")));
    }

    private static JsonNode? Shuffled(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonObject members:
                var shuffled = members.Select(member => KeyValuePair.Create(member.Key, Shuffled(member.Value, random))).ToArray();
                random.Shuffle(shuffled);
                return new JsonObject(shuffled);
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Shuffled(item, random))]);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonNode? Recased(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key.ToUpperInvariant(), Recased(member.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Recased)]),
            _ => node?.DeepClone(),
        };

    private static string Large(string member, int length)
    {
        var request = new StringBuilder("{\"x\":{\"items\":[{\"x\":1");
        for (var number = 0; request.Length < length; number++)
        {
            request.Append(',').Append(member.Replace("%\"", $"{number}\"", StringComparison.Ordinal));
        }

        return request.Append("}]}}").ToString();
    }

    private static long MemoryFor(string request)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        SampleRequests.Of("s3 PutBucketPolicy", request);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
