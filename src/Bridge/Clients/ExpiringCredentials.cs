namespace RootWatch.Bridge.Clients;

/// <summary>Credentials, and how long they are good.</summary>
/// <param name="Value">The credentials.</param>
/// <param name="RenewAt">From when on new ones are taken, while these are still good.</param>
/// <param name="GoodUntil">When they end.</param>
internal sealed record ExpiringCredentials<T>(T Value, DateTimeOffset RenewAt, DateTimeOffset GoodUntil);
