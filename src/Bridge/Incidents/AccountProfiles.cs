using System.Collections.Immutable;
using System.Text.Json;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Incidents;

/// <summary>What is usual for each account's root, as <c>rootwatch scan --learn</c> writes it from history.</summary>
/// <param name="ByAccount">Profiles by the accounts' 12 digits.</param>
public sealed record AccountProfiles(ImmutableSortedDictionary<string, AccountProfile> ByAccount)
{
    public static AccountProfiles None { get; } = new(ImmutableSortedDictionary.Create<string, AccountProfile>(StringComparer.Ordinal));

    /// <exception cref="JsonException">The text is none that <see cref="ToJson"/> wrote.</exception>
    public static AccountProfiles Parse(ReadOnlySpan<byte> json) =>
        new((JsonSerializer.Deserialize(json, AccountProfilesJson.Default.ImmutableSortedDictionaryStringAccountProfile) ?? None.ByAccount).WithComparers(StringComparer.Ordinal));

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(ByAccount, AccountProfilesJson.Default.ImmutableSortedDictionaryStringAccountProfile);

    public AccountProfile Of(string account) => ByAccount.GetValueOrDefault(account, AccountProfile.Empty);
}
