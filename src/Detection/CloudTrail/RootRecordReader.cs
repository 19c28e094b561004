using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RootWatch.Detection.Effects;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Requests;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Reads the few records that passed <see cref="RecordFilter"/> whole.</summary>
internal static class RootRecordReader
{
    private static readonly byte[][] SecondFactors = [[.. "PASSKEY"u8], [.. "WEBAUTHN"u8], [.. "FIDO2"u8], [.. "U2F"u8], [.. "TOTP"u8]];

    /// <summary>Null where the record does not concern root after all, and then nothing is allocated.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static RootRecord? Read(ReadOnlySpan<byte> bytes)
    {
        var record = new RecordFields(bytes);
        return IdentityClassifier.Classify(record) is { } identity ? Read(record, identity, bytes) : null;
    }

    /// <summary>Names a record that has no id of its own, so that the same bytes are the same record.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static RootRecord Read(in RecordFields record, RootIdentity identity, ReadOnlySpan<byte> bytes)
    {
        var arn = record.Text(RecordField.IdentityArn);
        var region = AwsNames.Region(record.Text(RecordField.Region));
        var isByOthers = identity is RootIdentity.AssumeRootCaller or RootIdentity.ActOnRoot;
        var target = isByOthers ? Target.Of(record) : null;
        var own = OwnAccounts.Of(record, arn);
        var account = (identity == RootIdentity.ActOnRoot ? target?.Account : null) ?? own.First ?? target?.Account
            ?? AwsNames.MaskedAccount(record.Text(RecordField.IdentityAccount), AwsNames.AccountTextOfArn(arn), record.Text(RecordField.Recipient));
        var source = record.Text(RecordField.EventSource) ?? string.Empty;
        var name = record.Text(RecordField.EventName) ?? string.Empty;
        var accessKey = record.Id(RecordField.IdentityAccessKey);
        var time = record.Time(RecordField.EventTime);
        var failed = HasFailed(record, name);
        var call = ApiCall.Of(source, name);
        var change = failed ? null : CredentialChangeReader.Read(record, call);
        var request = RequestReading.Read(record.Json(RecordField.Request), call, own, record.Id(RecordField.IssuedAccessKey));
        return new RootRecord
        {
            EventId = record.Id(RecordField.EventId) ?? Hash(bytes),
            EventTime = time,
            EventSource = source.Cut(),
            EventName = name.Cut(),
            Identity = identity,
            Account = account,
            Partition = AwsNames.Partition(arn, region),
            Region = region,
            SourceIp = record.Cut(RecordField.SourceIp),
            UserAgent = record.Cut(RecordField.UserAgent),
            AccessKeyId = accessKey,
            Mfa = MfaOf(record),
            ErrorCode = record.Cut(RecordField.ErrorCode),
            Failed = failed,
            IsRead = EffectClassifier.IsRead(source, name, record.Flag(RecordField.ReadOnly)),
            Request = request,
            // Whoever is not root is in a session of their own, which is none of root's.
            SessionKey = isByOthers ? null : SessionOf(account, record.Time(RecordField.SessionStart) ?? (SignedIn(record, failed) ? time : null), accessKey),
            SignInSession = record.Id(RecordField.SignInSession),
            LateReason = record.Cut(RecordField.LateReason),
            Caller = isByOthers ? (arn ?? record.Text(RecordField.IdentityPrincipal) ?? record.Text(RecordField.IdentityInvokedBy) ?? "unknown").Cut() : null,
            Target = target,
            LeavesBehind = failed ? null : LeftBehindReader.Read(record, call, identity, own),
            TakesAway = change is { State: not CredentialState.Usable } ? change : null,
            Affects = failed || identity == RootIdentity.Inconsistent ? null : AffectedResourceReader.Read(record, call, request, own, region),
        };
    }

    private static MfaState MfaOf(in RecordFields record) =>
        (record.Flag(RecordField.MfaUsed) ?? record.Flag(RecordField.MfaAuthenticated) ?? HasSecondFactor(record)) switch
        {
            true => MfaState.Used,
            false => MfaState.NotUsed,
            null => MfaState.Unknown,
        };

    // A passkey, or a device that the record names, is MFA even where the record does not call it so.
    private static bool? HasSecondFactor(in RecordFields record) =>
        record.Has(RecordField.MfaIdentifier) || record.IsOneOf(RecordField.CredentialType, SecondFactors) ? true : null;

    // A sign-in that failed has no errorCode: its outcome is <the event's name> in responseElements or serviceEventDetails,
    // or AWS Sign-In says whether it was a success.
    internal static bool HasFailed(in RecordFields record, string name) =>
        record.Has(RecordField.ErrorCode)
        || record.Has(RecordField.ErrorMessage)
        || (IsSignIn(record) && record.Flag(RecordField.SignInSuccess) is false)
        || record.IsWithin(RecordField.Response, name, "Failure"u8)
        || record.IsWithin(RecordField.ServiceEventDetails, name, "Failure"u8);

    private static bool SignedIn(in RecordFields record, bool failed) => !failed && IsSignIn(record) && record.Is(RecordField.EventName, "ConsoleLogin"u8);

    private static bool IsSignIn(in RecordFields record) => record.Is(RecordField.EventSource, "signin.amazonaws.com"u8);

    // The session's creation equals its sign-in's time to the second; neither access key, address nor
    // region stays the same through a session. A long-term key has no session: the key is its own.
    private static string? SessionOf(string account, DateTimeOffset? start, string? accessKey) =>
        start is { } at ? string.Create(CultureInfo.InvariantCulture, $"{account}/{at:yyyy-MM-ddTHH:mm:ssZ}")
        : accessKey is { Length: <= 32 } && accessKey.StartsWith("AKIA", StringComparison.Ordinal) && accessKey.All(char.IsAsciiLetterOrDigit) ? $"{account}/{accessKey}"
        : null;
}
