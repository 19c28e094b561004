namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Who wants to do what, and what IAM knows of it.</summary>
/// <param name="Principal">The principal's ARN, or a service's name.</param>
/// <param name="Action">Such as events:PutEvents.</param>
/// <param name="Resource">The resource's ARN.</param>
internal sealed record PolicyRequest(string Principal, string Action, string Resource)
{
    /// <summary>What else is known, by condition key; a key that is not here is missing from the request.</summary>
    public Dictionary<string, string[]> Keys { get; init; } = [];

    public static PolicyRequest Of(string principal, string action, string resource, params (string Key, string Value)[] keys)
    {
        var isService = principal.EndsWith(".amazonaws.com", StringComparison.Ordinal);
        Dictionary<string, string[]> known = new(StringComparer.OrdinalIgnoreCase) { ["aws:SecureTransport"] = ["true"], ["aws:PrincipalIsAWSService"] = [isService ? "true" : "false"] };
        if (!isService)
        {
            known["aws:PrincipalArn"] = [principal];
        }

        foreach (var (key, value) in keys)
        {
            known[key] = [value];
        }

        return new PolicyRequest(principal, action, resource) { Keys = known };
    }

    public IReadOnlyList<string>? Context(string key) => Keys.GetValueOrDefault(key);
}
