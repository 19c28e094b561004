using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RootWatch.Bridge.Ingestion;

/// <summary>Finds an envelope's parts in one pass over its bytes, and allocates nothing for it.</summary>
public static class EnvelopeReader
{
    // All of "AWS API Call", "AWS Console Sign In", "AWS Console Signin", "AWS Service Event" … via CloudTrail.
    private static ReadOnlySpan<byte> CloudTrailSuffix => " via CloudTrail"u8;

    private static ReadOnlySpan<byte> SignInAlert => "Sign-in Anomaly Alert"u8;

    private static ReadOnlySpan<byte> GuardDutyFinding => "GuardDuty Finding"u8;

    private static ReadOnlySpan<byte> HealthEvent => "AWS Health Event"u8;

    private static ReadOnlySpan<byte> HealthAbuseEvent => "AWS Health Abuse Event"u8;

    private static ReadOnlySpan<byte> TrustedAdvisorItem => "Trusted Advisor Check Item Refresh Notification"u8;

    private static ReadOnlySpan<byte> RegionChange => "Region Opt-In Status Change"u8;

    private static ReadOnlySpan<byte> AlarmChange => "CloudWatch Alarm State Change"u8;

    private static ReadOnlySpan<byte> Heartbeat => "RootWatch Heartbeat"u8;

    private static ReadOnlySpan<byte> Test => "RootWatch Test"u8;

    public static EnvelopeFault TryRead(ReadOnlySpan<byte> body, out Envelope envelope)
    {
        envelope = default;
        if (!Utf8.IsValid(body))
        {
            return EnvelopeFault.NotJson;
        }

        try
        {
            // Depth is bounded by the size of the body: a deep request parameter must not lose the event.
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            return Read(ref reader, out envelope);
        }
        catch (JsonException)
        {
            return EnvelopeFault.NotJson;
        }
    }

    private static EnvelopeFault Read(ref Utf8JsonReader reader, out Envelope envelope)
    {
        envelope = default;
        Range? detailType = null;
        Range? detail = null;
        Range id = ..0;
        var kind = EnvelopeKind.Other;
        Utf8JsonReader account = default;
        Utf8JsonReader recipient = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return EnvelopeFault.NotAnObject;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader;
            reader.Read();
            var value = reader;
            if (value.TokenType == JsonTokenType.String && name.Is("detail-type"u8))
            {
                detailType = TextAt(value);
                kind = reader.ValueIsEscaped ? KindOf(Encoding.UTF8.GetBytes(reader.Text() ?? string.Empty)) : KindOf(reader.ValueSpan);
            }
            else if (value.TokenType == JsonTokenType.String && name.Is("id"u8))
            {
                id = TextAt(value);
            }
            else if (name.Is("account"u8))
            {
                account = value;
            }
            else if (value.TokenType == JsonTokenType.StartObject && name.Is("detail"u8))
            {
                recipient = RecipientIn(ref reader);
                detail = (int)value.TokenStartIndex..(int)reader.BytesConsumed;
            }

            reader.Skip();
        }

        // Throws where something follows the object.
        reader.Read();
        if (detailType is null || detail is null)
        {
            return detailType is null ? EnvelopeFault.DetailTypeMissing : EnvelopeFault.DetailMissing;
        }

        if (kind == EnvelopeKind.CloudTrail && !AreSame(account, recipient))
        {
            return EnvelopeFault.AccountIsNotTheRecords;
        }

        envelope = new Envelope(detailType.Value, kind, id, detail.Value);
        return EnvelopeFault.None;
    }

    /// <summary>The account in whose CloudTrail the record was made. Reads to the end of the record.</summary>
    private static Utf8JsonReader RecipientIn(scoped ref Utf8JsonReader record)
    {
        Utf8JsonReader recipient = default;
        while (record.Read() && record.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = record.Is("recipientAccountId"u8);
            record.Read();
            recipient = isIt ? record : recipient;
            record.Skip();
        }

        return recipient;
    }

    // What is no text names nobody.
    private static bool AreSame(Utf8JsonReader account, Utf8JsonReader recipient) =>
        account.TokenType != JsonTokenType.String || recipient.TokenType != JsonTokenType.String
        || (account.ValueIsEscaped ? account.Text() == recipient.Text() : recipient.Is(account.ValueSpan));

    private static Range TextAt(Utf8JsonReader text) => ((int)text.TokenStartIndex + 1)..((int)text.TokenStartIndex + 1 + text.ValueSpan.Length);

    private static EnvelopeKind KindOf(ReadOnlySpan<byte> detailType) =>
        EndsWith(detailType, CloudTrailSuffix) ? EnvelopeKind.CloudTrail
        : Ascii.EqualsIgnoreCase(detailType, SignInAlert) ? EnvelopeKind.SignInAlert
        : Ascii.EqualsIgnoreCase(detailType, Heartbeat) ? EnvelopeKind.Heartbeat
        : Ascii.EqualsIgnoreCase(detailType, Test) ? EnvelopeKind.Test
        : Ascii.EqualsIgnoreCase(detailType, RegionChange) ? EnvelopeKind.RegionChange
        : Ascii.EqualsIgnoreCase(detailType, AlarmChange) ? EnvelopeKind.AlarmChange
        : IsAwsAlarm(detailType) ? EnvelopeKind.AwsAlarm
        : EnvelopeKind.Other;

    private static bool IsAwsAlarm(ReadOnlySpan<byte> detailType) =>
        Ascii.EqualsIgnoreCase(detailType, GuardDutyFinding) || Ascii.EqualsIgnoreCase(detailType, HealthEvent)
        || Ascii.EqualsIgnoreCase(detailType, HealthAbuseEvent) || Ascii.EqualsIgnoreCase(detailType, TrustedAdvisorItem);

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> suffix) =>
        text.Length >= suffix.Length && Ascii.EqualsIgnoreCase(text[^suffix.Length..], suffix);
}
