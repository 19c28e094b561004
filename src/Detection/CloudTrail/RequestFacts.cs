using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>What the request asks for, as far as its meaning hangs on it.</summary>
/// <param name="TargetUser">The user that an IAM call is about; null where it names none, which for root means root itself.</param>
/// <param name="Status">The state that is asked for: Active or Inactive of an access key.</param>
/// <param name="MfaDelete">Enabled or Disabled, of a bucket's MFA delete.</param>
/// <param name="Instances">How many machines are asked for; 0 where none are.</param>
/// <param name="InstanceType">Which type of machine; null where none is named.</param>
/// <param name="OpensToPublic">Anybody at all is let in: a policy, an ACL, a snapshot's or an image's permissions.</param>
/// <param name="LiftsPublicAccessBlock">At least one of the four blocks is switched off.</param>
/// <param name="NamesRootWatch">Some name or tag in the request is RootWatch's own.</param>
/// <param name="TaskPolicy">The task policy that <c>sts:AssumeRoot</c> asks for, without its path.</param>
/// <param name="IssuedKey">The access key that <c>sts:AssumeRoot</c> issued.</param>
public sealed record RequestFacts(
    string? TargetUser = null,
    string? Status = null,
    string? MfaDelete = null,
    int Instances = 0,
    string? InstanceType = null,
    bool OpensToPublic = false,
    bool LiftsPublicAccessBlock = false,
    bool NamesRootWatch = false,
    string? TaskPolicy = null,
    string? IssuedKey = null)
{
    private static readonly string[] Public = ["all", "*", "public-read", "public-read-write", "authenticated-read"];
    private static readonly string[] PublicGroups = ["/groups/global/AllUsers", "/groups/global/AuthenticatedUsers"];
    private static readonly string[] Grants = ["group", "valuesToAdd", "Principal", "AWS", "x-amz-acl", "acl"];
    private static readonly string[] Blocks = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    internal static RequestFacts Of(JsonElement record)
    {
        var request = record.At("requestParameters");
        return new RequestFacts(
            TargetUser: request.Text("userName")?.Cut(),
            Status: request.Text("status")?.Cut(),
            MfaDelete: request.Text("VersioningConfiguration", "MfaDelete")?.Cut(),
            Instances: InstancesIn(request),
            InstanceType: request.Text("instanceType")?.Cut(),
            OpensToPublic: IsPublic(request, property: string.Empty),
            LiftsPublicAccessBlock: Blocks.Any(block => request.Flag("PublicAccessBlockConfiguration", block) is false),
            NamesRootWatch: Names(request, "rootwatch"),
            TaskPolicy: request.Text("taskPolicyArn", "arn") is { } arn ? arn[(arn.LastIndexOf('/') + 1)..].Cut() : null,
            IssuedKey: record.Id("responseElements", "credentials", "accessKeyId"));
    }

    private static int InstancesIn(JsonElement request)
    {
        var sets = request.At("instancesSet", "items");
        var asked = sets.ValueKind == JsonValueKind.Array ? (int)Math.Min(sets.EnumerateArray().Sum(item => (long)Number(item.Text("maxCount"))), int.MaxValue) : 0;
        return new[]
        {
            asked,
            Number(request.Text("instanceCount")),
            Number(request.Text("CreateFleetRequest", "TargetCapacitySpecification", "TotalTargetCapacity")),
            Number(request.Text("spotFleetRequestConfig", "targetCapacity")),
        }.Max();
    }

    private static int Number(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, 1_000_000) : 0;

    // What is taken away opens nothing; neither does what is denied.
    private static bool IsPublic(JsonElement value, string property) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => !"Deny".Equals(value.Text("Effect"), StringComparison.OrdinalIgnoreCase)
                && value.EnumerateObject().Any(member => RecordJson.NameOf(member) is var name
                    && !name.StartsWith("remove", StringComparison.OrdinalIgnoreCase) && name is not "valuesToRemove"
                    && IsPublic(member.Value, Grants.Contains(name, StringComparer.OrdinalIgnoreCase) ? name : string.Empty)),
            JsonValueKind.Array => value.EnumerateArray().Any(item => IsPublic(item, property)),
            JsonValueKind.String => IsPublic(value.Text(), property),
            _ => false,
        };

    private static bool IsPublic(string? text, string property)
    {
        if (text is null)
        {
            return false;
        }

        if (text.StartsWith('{'))
        {
            return IsPublicPolicy(text);
        }

        return PublicGroups.Any(group => text.EndsWith(group, StringComparison.OrdinalIgnoreCase))
            || (property.Length > 0 && Public.Contains(text, StringComparer.OrdinalIgnoreCase));
    }

    // A queue's, a key's, a function's policy is JSON within a string.
    private static bool IsPublicPolicy(string text)
    {
        try
        {
            using var policy = JsonDocument.Parse(text);
            return IsPublic(policy.RootElement, property: string.Empty);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Names(JsonElement value, string name) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Any(member => Has(RecordJson.NameOf(member), name) || Names(member.Value, name)),
            JsonValueKind.Array => value.EnumerateArray().Any(item => Names(item, name)),
            JsonValueKind.String => Has(value.Text(), name),
            _ => false,
        };

    private static bool Has(string? text, string name) => text?.Contains(name, StringComparison.OrdinalIgnoreCase) is true;
}
