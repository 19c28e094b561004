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
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return EnvelopeFault.NotAnObject;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDetailType = reader.Is("detail-type"u8);
            var isId = reader.Is("id"u8);
            var isDetail = reader.Is("detail"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isDetailType && reader.TokenType == JsonTokenType.String)
            {
                detailType = (start + 1)..(start + 1 + reader.ValueSpan.Length);
                kind = reader.ValueIsEscaped ? KindOf(Encoding.UTF8.GetBytes(reader.Text() ?? string.Empty)) : KindOf(reader.ValueSpan);
            }

            if (isId && reader.TokenType == JsonTokenType.String)
            {
                id = (start + 1)..(start + 1 + reader.ValueSpan.Length);
            }

            isDetail &= reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (isDetail)
            {
                detail = start..(int)reader.BytesConsumed;
            }
        }

        // Throws where something follows the object.
        reader.Read();
        if (detailType is null || detail is null)
        {
            return detailType is null ? EnvelopeFault.DetailTypeMissing : EnvelopeFault.DetailMissing;
        }

        envelope = new Envelope(detailType.Value, kind, id, detail.Value);
        return EnvelopeFault.None;
    }

    private static EnvelopeKind KindOf(ReadOnlySpan<byte> detailType) =>
        EndsWith(detailType, CloudTrailSuffix) ? EnvelopeKind.CloudTrail
        : Ascii.EqualsIgnoreCase(detailType, SignInAlert) ? EnvelopeKind.SignInAlert
        : Ascii.EqualsIgnoreCase(detailType, Heartbeat) ? EnvelopeKind.Heartbeat
        : Ascii.EqualsIgnoreCase(detailType, Test) ? EnvelopeKind.Test
        : IsAwsAlarm(detailType) ? EnvelopeKind.AwsAlarm
        : EnvelopeKind.Other;

    private static bool IsAwsAlarm(ReadOnlySpan<byte> detailType) =>
        Ascii.EqualsIgnoreCase(detailType, GuardDutyFinding) || Ascii.EqualsIgnoreCase(detailType, HealthEvent)
        || Ascii.EqualsIgnoreCase(detailType, HealthAbuseEvent) || Ascii.EqualsIgnoreCase(detailType, TrustedAdvisorItem);

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> suffix) =>
        text.Length >= suffix.Length && Ascii.EqualsIgnoreCase(text[^suffix.Length..], suffix);
}
