using System.Collections.Immutable;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>The credentials of one account that are or were followed. It is kept in the account's partition.</summary>
internal sealed record FollowedCredentials
{
    public static FollowedCredentials None { get; } = new();

    public ImmutableList<FollowedCredential> Credentials { get; init => field = value ?? []; } = [];

    /// <summary>The calls that the history may bring once more.</summary>
    public ImmutableList<CountedCall> Seen { get; init => field = value ?? []; } = [];
}
