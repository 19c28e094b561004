namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>A secret in the vault's stand-in.</summary>
internal sealed record StandInVaultSecret(string Value, DateTimeOffset Created)
{
    public bool IsEnabled { get; set; } = true;

    public string ContentType { get; init; } = string.Empty;

    public long Expires { get; init; }
}
