using System.Text.Json.Serialization;
using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Posture;

/// <summary>How root of an account can sign in, as far as AWS was asked. It is kept in the ledger.</summary>
/// <param name="Account">The account's 12 digits.</param>
public sealed record AccountPosture(string Account)
{
    /// <summary>When AWS last answered, UTC; null where it never did.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>What it answered; null where it never did.</summary>
    public RootPosture? Posture { get; init; }

    /// <summary>Of each part, what was last known. A change is a change of that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RootPosture? Known { get; init; }

    /// <summary>Why there was no answer when it was last asked; null where there was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReaderRefusal? Refusal { get; init; }

    /// <summary>The same in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>As it is after an answer.</summary>
    public AccountPosture Answered(RootPosture posture, DateTimeOffset at) => new(Account)
    {
        Asked = at,
        Posture = posture,
        Known = new RootPosture(
            posture.HasAccessKeys ?? Known?.HasAccessKeys, posture.HasMfa ?? Known?.HasMfa, posture.HasPassword ?? Known?.HasPassword, posture.HasSigningCertificates ?? Known?.HasSigningCertificates),
    };
}
