using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>What looking at both hub and spokes needs.</summary>
internal static class AwsLookup
{
    /// <summary>A look that fails because AWS does not answer, or knows no such thing, is a failed check. A look only reads.</summary>
    public static async Task<Check> TryAsync(string name, string where, string fix, Func<Task<Check>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await Throttling.RetryAsync(look, TimeProvider.System, cancellationToken);
        }
        catch (AwsApiException failure)
        {
            return Check.Failed(name, where, failure.Message, failure.Code switch
            {
                "AccessDenied" or "AccessDeniedException" or "AuthorizationError" or "UnauthorizedOperation" => "Look with credentials that may read this: docs/deploy.md lists what verify needs.",
                "NoCredentials" or "Unreachable" or "ExpiredToken" or "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidClientTokenId" => "Check your AWS credentials and network.",
                _ => fix,
            });
        }
        // An answer without what the API documents.
        catch (Exception unexpected) when (unexpected is InvalidOperationException or JsonException or NullReferenceException)
        {
            return Check.Failed(name, where, "AWS's answer was not understood", fix);
        }
    }

    /// <summary>The state of a rule, such as ENABLED; null where there is no such rule.</summary>
    public static async Task<string?> RuleStateAsync(AwsApi aws, string region, string bus, string rule, CancellationToken cancellationToken)
    {
        try
        {
            return (string?)(await aws.JsonAsync("events", region, "AWSEvents.DescribeRule", new JsonObject { ["EventBusName"] = bus, ["Name"] = rule }, cancellationToken))["State"];
        }
        catch (AwsApiException failure) when (failure.Code is "ResourceNotFoundException")
        {
            return null;
        }
    }

    /// <summary>Whether an inline policy of the role allows the action on the resource.</summary>
    public static async Task<bool> MayAsync(AwsApi aws, string region, string role, string action, string resource, CancellationToken cancellationToken)
    {
        var names = await aws.QueryAsync("iam", region, "2010-05-08", "ListRolePolicies", [("RoleName", role)], cancellationToken);
        foreach (var policy in names.Descendants("member").Select(name => name.Value))
        {
            var document = await aws.QueryAsync("iam", region, "2010-05-08", "GetRolePolicy", [("RoleName", role), ("PolicyName", policy)], cancellationToken);
            var statements = JsonNode.Parse(Uri.UnescapeDataString(document.Descendants("PolicyDocument").Single().Value))!["Statement"]!;
            if ((statements is JsonArray list ? list.ToList() : [statements]).Exists(statement =>
                (string?)statement!["Effect"] is "Allow" && Has(statement["Action"], action) && Has(statement["Resource"], resource)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(JsonNode? oneOrMany, string wanted) =>
        oneOrMany is JsonArray list ? list.Any(item => (string?)item == wanted) : (string?)oneOrMany == wanted;
}
