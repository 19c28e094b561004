using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// The first look at a record: could it concern root? Nearly every record ends here, so it reads the
/// bytes as they are and allocates nothing. It may say yes too often, never no.
/// </summary>
internal static class RootGate
{
    public static bool MayConcernRoot(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record, RecordJson.ReaderOptions);
        var sts = false;
        var assumeRoot = false;
        var actsSource = false;
        var actsName = false;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.Is("userIdentity"u8))
            {
                reader.Read();
                if (IdentityMayBeRoot(ref reader))
                {
                    return true;
                }
            }
            else if (reader.Is("eventSource"u8))
            {
                reader.Read();
                sts = reader.Is("sts.amazonaws.com"u8);
                actsSource = ActsOnRoot.IsSource(ref reader);
            }
            else if (reader.Is("eventName"u8))
            {
                reader.Read();
                assumeRoot = reader.Is("AssumeRoot"u8);
                actsName = ActsOnRoot.IsName(ref reader);
            }
            else
            {
                reader.Read();
            }

            reader.Skip();
        }

        return (sts && assumeRoot) || (actsSource && actsName);
    }

    private static bool IdentityMayBeRoot(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            // "type" at any depth: the identity's own, and that of its session's issuer.
            if (reader.Is("type"u8))
            {
                reader.Read();
                if (reader.Is("Root"u8))
                {
                    return true;
                }
            }
            else if (reader.Is("arn"u8))
            {
                reader.Read();
                if (reader.MayEndWith(":root"u8))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
