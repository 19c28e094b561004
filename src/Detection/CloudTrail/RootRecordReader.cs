using System.Security.Cryptography;
using System.Text.Json;
using RootWatch.Detection.Effects;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Reads the few records that passed <see cref="RootGate"/> whole.</summary>
internal static class RootRecordReader
{
    private static readonly string[] SecondFactors = ["PASSKEY", "WEBAUTHN", "FIDO2", "U2F", "TOTP"];
    private static readonly string[] Outcomes = ["responseElements", "serviceEventDetails"];

    /// <summary>Null where the record does not concern root after all.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static RootRecord? Read(ReadOnlySpan<byte> bytes)
    {
        using var document = RecordJson.Parse(bytes);
        var record = document.RootElement;
        if (IdentityClassifier.Classify(record) is not { } identity)
        {
            return null;
        }

        var arn = record.Text("userIdentity", "arn");
        var region = AwsNames.Region(record.Text("awsRegion"));
        var isByOthers = identity is RootIdentity.AssumeRootCaller or RootIdentity.ActOnRoot;
        var target = isByOthers ? Target.Of(record) : null;
        var account = AccountOf(record, identity == RootIdentity.ActOnRoot ? target?.Account : null, arn) ?? target?.Account
            ?? AwsNames.MaskedAccount(record.Text("userIdentity", "accountId"), AwsNames.AccountTextOfArn(arn), record.Text("recipientAccountId"));
        var source = record.Text("eventSource") ?? string.Empty;
        var name = record.Text("eventName") ?? string.Empty;
        var time = record.Time("eventTime");
        var failed = HasFailed(record);
        return new RootRecord
        {
            EventId = record.Id("eventID") ?? Hash(bytes),
            EventTime = time,
            EventSource = source.Cut(),
            EventName = name.Cut(),
            Identity = identity,
            Account = account,
            Partition = AwsNames.Partition(arn, region),
            Region = region,
            SourceIp = record.Text("sourceIPAddress")?.Cut(),
            UserAgent = record.Text("userAgent")?.Cut(),
            AccessKeyId = record.Id("userIdentity", "accessKeyId"),
            Mfa = MfaOf(record),
            ErrorCode = record.Text("errorCode")?.Cut(),
            Failed = failed,
            IsRead = EffectClassifier.IsRead(source, name, record.Flag("readOnly")),
            Request = RequestFacts.Of(record),
            // Whoever is not root is in a session of their own, which is none of root's.
            SessionKey = isByOthers ? null : SessionOf(record, account, SignedIn(source, name, failed) ? time : null),
            SignInSession = record.Id("userIdentity", "sessionContext", "signInSessionArn"),
            LateReason = record.Text("addendum", "reason")?.Cut(),
            Caller = isByOthers ? (arn ?? record.Text("userIdentity", "principalId") ?? record.Text("userIdentity", "invokedBy") ?? "unknown").Cut() : null,
            Target = target,
        };
    }

    /// <summary>Names a record that has no id of its own, so that the same bytes are the same record.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string? AccountOf(JsonElement record, string? concerned, string? arn) =>
        concerned
        ?? AwsNames.Account(record.Text("userIdentity", "accountId"))
        ?? AwsNames.AccountOfArn(arn)
        ?? AwsNames.Account(record.Text("recipientAccountId"));

    private static MfaState MfaOf(JsonElement record) =>
        (record.Flag("additionalEventData", "MFAUsed") ?? record.Flag("userIdentity", "sessionContext", "attributes", "mfaAuthenticated") ?? HasSecondFactor(record)) switch
        {
            true => MfaState.Used,
            false => MfaState.NotUsed,
            null => MfaState.Unknown,
        };

    // A passkey, or a device that the record names, is MFA even where the record does not call it so.
    private static bool? HasSecondFactor(JsonElement record) =>
        record.Text("additionalEventData", "MFAIdentifier") is not null
        || SecondFactors.Contains(record.Text("additionalEventData", "CredentialType"), StringComparer.OrdinalIgnoreCase)
            ? true
            : null;

    // A sign-in that failed has no errorCode: its outcome is <the event's name> in responseElements or serviceEventDetails,
    // or AWS Sign-In says whether it was a success.
    private static bool HasFailed(JsonElement record) =>
        record.Text("errorCode") is not null
        || record.Text("errorMessage") is not null
        || ("signin.amazonaws.com".Equals(record.Text("eventSource"), StringComparison.OrdinalIgnoreCase) && record.Flag("additionalEventData", "success") is false)
        || Outcomes.Any(outcome => "Failure".Equals(record.Text(outcome, record.Text("eventName") ?? string.Empty), StringComparison.OrdinalIgnoreCase));

    private static bool SignedIn(string source, string name, bool failed) =>
        !failed && source.Equals("signin.amazonaws.com", StringComparison.OrdinalIgnoreCase)
        && name.Equals("ConsoleLogin", StringComparison.OrdinalIgnoreCase);

    // The session's creation equals its sign-in's time to the second; neither access key, address nor
    // region stays the same through a session. A long-term key has no session: the key is its own.
    private static string? SessionOf(JsonElement record, string account, DateTimeOffset? signedIn)
    {
        if ((record.Time("userIdentity", "sessionContext", "attributes", "creationDate") ?? signedIn) is { } start)
        {
            return FormattableString.Invariant($"{account}/{start:yyyy-MM-ddTHH:mm:ssZ}");
        }

        return record.Text("userIdentity", "accessKeyId") is { Length: <= 32 } key && key.StartsWith("AKIA", StringComparison.Ordinal)
            && key.All(char.IsAsciiLetterOrDigit)
            ? $"{account}/{key}"
            : null;
    }
}
