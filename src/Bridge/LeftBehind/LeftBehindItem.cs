using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>A credential that a use of root left behind, and what became of it.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Made">When it was made, or made usable, UTC.</param>
/// <param name="Region">The region of the record that says so; null where it names none.</param>
public sealed record LeftBehindItem(LeftBehindCredential Credential, DateTimeOffset Made, string? Region)
{
    public CredentialState State { get; init; }

    /// <summary>When its state was changed last, UTC; null where it is as it was made.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>Who changed it: text from outside; null where nobody has, or the record does not tell.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Whether it can still act, as far as is known.</summary>
    public bool IsUsable(DateTimeOffset at) => State == CredentialState.Usable && !(Credential.Expires <= at);

    /// <summary>As it is after a change; the same where a later one is known, or that very one.</summary>
    public LeftBehindItem With(CredentialState state, DateTimeOffset at, string? by) =>
        at <= (Changed ?? Made) || (Changed is null && state == State) ? this : this with { State = state, Changed = at, ChangedBy = by };

    /// <summary>What two sources tell of the same credential.</summary>
    public LeftBehindItem With(LeftBehindItem other)
    {
        var latest = other.Changed > Changed || Changed is null ? other : this;
        return this with
        {
            Credential = Credential with { User = Credential.User ?? other.Credential.User, ResourceId = Credential.ResourceId ?? other.Credential.ResourceId, Expires = other.Credential.Expires ?? Credential.Expires },
            State = latest.State,
            Changed = latest.Changed,
            ChangedBy = latest.ChangedBy,
        };
    }
}
