using System.Text.Json.Serialization;

namespace RootWatch.Detection.LeftBehind;

/// <summary>Something that a use of root left behind and that can act when root is gone. Every text has a strict form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name: an access key's id, a user's, a role's or a key pair's name.</param>
/// <param name="User">The IAM user whose it is; of a federation token the name that was chosen for it; null where it is root's own, or nobody's.</param>
public sealed record LeftBehindCredential(LeftBehindKind Kind, string Id, string? User)
{
    /// <summary>AWS's own name of it: a role's ARN, a key pair's id; null where the record does not show one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResourceId { get; init; }

    /// <summary>When it ends by itself, UTC; null where it does not, or the record does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it is the same thing, whatever else the two records showed of it.</summary>
    public bool IsSame(LeftBehindCredential other) => Kind == other.Kind && Id.Equals(other.Id, CredentialNames.Comparison(Kind));
}
