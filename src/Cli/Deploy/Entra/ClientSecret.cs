namespace RootWatch.Cli.Deploy.Entra;

/// <summary>A client secret of the application that EventBridge signs in as.</summary>
/// <param name="Value">The secret.</param>
/// <param name="KeyId">Which of the application's credentials it is.</param>
/// <param name="Expires">Until when it is good.</param>
internal sealed record ClientSecret(string Value, string KeyId, DateTimeOffset Expires);
