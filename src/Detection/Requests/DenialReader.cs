namespace RootWatch.Detection.Requests;

/// <summary>Does a policy in the request deny, and allow nothing? One that denies only under a condition mostly makes things safer.</summary>
internal sealed class DenialReader : RequestReader
{
    private static readonly string[] DenyingPolicies = ["AWSDenyAll", "AWSCompromisedKeyQuarantine"];

    private bool _denies;
    private bool _allows;
    private bool _isConditional;

    public bool Result => _denies && !_allows && !_isConditional;

    public override void Read(RequestPath path, string value)
    {
        _isConditional |= path.Has(NameTraits.Condition);
        _denies |= path.Name switch
        {
            "policyarn" => Array.Exists(DenyingPolicies, policy => value[(value.LastIndexOf('/') + 1)..].StartsWith(policy, StringComparison.Ordinal)),
            "effect" => value.Equals("Deny", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
        _allows |= path.Name == "effect" && value.Equals("Allow", StringComparison.OrdinalIgnoreCase);
    }
}
