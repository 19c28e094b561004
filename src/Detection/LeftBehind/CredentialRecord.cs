using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.LeftBehind;

/// <summary>
/// What a record by anybody says of credentials: which one acted, and which one was taken away. Texts are as the record
/// has them, cut at 1,024 characters, but for those whose form is checked.
/// </summary>
public sealed record CredentialRecord
{
    private const string LongTerm = "AKIA";

    /// <summary>CloudTrail's <c>eventID</c>; where that is missing, "sha256:" and the hash of the record.</summary>
    public required string EventId { get; init; }

    /// <summary>When it happened, UTC; null where the record has no readable <c>eventTime</c>.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>The service called, such as ec2.amazonaws.com.</summary>
    public required string EventSource { get; init; }

    /// <summary>The action, such as RunInstances.</summary>
    public required string EventName { get; init; }

    /// <summary>The region that served the call; null where absent or malformed.</summary>
    public required string? Region { get; init; }

    /// <summary>The caller's address, or the name of an AWS service.</summary>
    public required string? SourceIp { get; init; }

    /// <summary>Who called: an ARN, or what else names the caller; null where nothing does.</summary>
    public required string? Caller { get; init; }

    /// <summary>Whether the call or sign-in failed.</summary>
    public required bool Failed { get; init; }

    /// <summary>The account that the record is of; null where it names none.</summary>
    public required string? Account { get; init; }

    /// <summary>The access key that signed the call; null where absent or malformed.</summary>
    public required string? AccessKeyId { get; init; }

    /// <summary>The IAM user who called; null where somebody else did.</summary>
    public required string? User { get; init; }

    /// <summary>The role that was assumed, or in a session of which the call was made, as an ARN of any account; null where none was.</summary>
    public required string? RoleArn { get; init; }

    /// <summary>The EC2 key pair that a machine was started with; null where none was.</summary>
    public required string? KeyPair { get; init; }

    /// <summary>The credential that the call deleted, deactivated or activated; null where it did none of these.</summary>
    public required CredentialChange? Change { get; init; }

    /// <summary>Reads a record, whoever is its caller; null where the bytes are no JSON object.</summary>
    public static CredentialRecord? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? Read(new RecordFields(bytes), bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether this credential acted. A user's own long-term keys are no use of the user's password.</summary>
    public bool IsUseOf(LeftBehindCredential credential) =>
        credential.Kind switch
        {
            LeftBehindKind.AccessKey or LeftBehindKind.SessionToken => AccessKeyId == credential.Id,
            LeftBehindKind.User => IsOf(credential.Id),
            LeftBehindKind.LoginProfile => IsOf(credential.Id) && AccessKeyId?.StartsWith(LongTerm, StringComparison.Ordinal) is not true,
            LeftBehindKind.Role => RoleArn is { } arn && (credential.ResourceId is { } known ? arn.Equals(known, StringComparison.OrdinalIgnoreCase) : CredentialNames.NameOfRole(arn).Equals(credential.Id, StringComparison.OrdinalIgnoreCase)),
            LeftBehindKind.KeyPair => KeyPair == credential.Id,
            LeftBehindKind.RootSession => false,
            _ => false,
        };

    private bool IsOf(string user) => user.Equals(User, StringComparison.OrdinalIgnoreCase);

    private static CredentialRecord Read(in RecordFields record, ReadOnlySpan<byte> bytes)
    {
        var (source, name) = (record.Text(RecordField.EventSource) ?? string.Empty, record.Text(RecordField.EventName) ?? string.Empty);
        var call = ApiCall.Of(source, name);
        var failed = RootRecordReader.HasFailed(record, name);
        var arn = record.Text(RecordField.IdentityArn);
        var own = OwnAccounts.Of(record, arn);
        return new CredentialRecord
        {
            EventId = record.Id(RecordField.EventId) ?? RootRecordReader.Hash(bytes),
            At = record.Time(RecordField.EventTime),
            EventSource = source.Cut(),
            EventName = name.Cut(),
            Region = AwsNames.Region(record.Text(RecordField.Region)),
            SourceIp = record.Cut(RecordField.SourceIp),
            Caller = (arn ?? record.Text(RecordField.IdentityPrincipal) ?? record.Text(RecordField.IdentityInvokedBy))?.Cut(),
            Failed = failed,
            Account = own.Recipient ?? own.First,
            AccessKeyId = CredentialNames.AccessKey(record.Text(RecordField.IdentityAccessKey)),
            // Whoever fails to sign in has not used the password.
            User = record.Is(RecordField.IdentityType, "IAMUser"u8) && !(failed && call.Service is "signin") ? CredentialNames.Name(record.Text(RecordField.IdentityUserName)) : null,
            RoleArn = RoleOf(record, call, failed, own),
            KeyPair = !failed && call.Is("ec2", "runinstances", "requestspotinstances", "runscheduledinstances") ? CredentialNames.KeyPair(KeyPairIn(record.Json(RecordField.Request))) : null,
            Change = failed ? null : CredentialChangeReader.Read(record, call),
        };
    }

    // A service that assumes a role does what it is there for.
    private static string? RoleOf(in RecordFields record, ApiCall call, bool failed, OwnAccounts own) =>
        !failed && call.Service is "sts" && call.Name.StartsWith("assumerole", StringComparison.Ordinal)
            ? record.Is(RecordField.IdentityType, "AWSService"u8) ? null : CredentialNames.RoleArn(record.Text(RecordField.RequestedRoleArn), account => account == (own.Recipient ?? account))
            : CredentialNames.RoleArn(record.Text(RecordField.IssuerArn), static _ => true);

    private static string? KeyPairIn(ReadOnlySpan<byte> request)
    {
        if (request.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(request, RecordJson.ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.IsNamed("keyName") && reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                return JsonText.Of(ref reader);
            }
        }

        return null;
    }
}
