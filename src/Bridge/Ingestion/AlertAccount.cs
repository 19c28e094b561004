namespace RootWatch.Bridge.Ingestion;

/// <summary>Compares the accounts that a sign-in alert names with its envelope's. AWS does not document the alert's detail.</summary>
internal static class AlertAccount
{
    private const int PlaceInArn = 4;

    /// <param name="envelope">EventBridge's whole envelope.</param>
    /// <param name="detail">The alert in it.</param>
    public static bool IsEnvelopes(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail)
    {
        var identity = JsonToken.ObjectOf(detail, "userIdentity"u8);
        string?[] named =
        [
            JsonToken.TextOf(detail, "accountId"u8),
            JsonToken.TextOf(detail, "recipientAccountId"u8),
            JsonToken.TextOf(identity, "accountId"u8),
            JsonToken.TextOf(identity, "arn"u8)?.Split(':').ElementAtOrDefault(PlaceInArn),
        ];
        var account = JsonToken.TextOf(envelope, "account"u8);
        return account is null || Array.TrueForAll(named, name => string.IsNullOrEmpty(name) || name == account);
    }
}
