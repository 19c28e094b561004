using System.Globalization;
using System.Text.Json;

namespace RootWatch.SideBySide.Data;

/// <summary>Writes a call's request and response, with strings as varied as they are in logs.</summary>
internal static class RequestWriter
{
    private static readonly string[] Words = ["orders", "billing", "search", "frontend", "ingest", "reports", "audit", "catalog", "payments", "identity", "metrics", "archive"];

    public static string Name(Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"{Words[random.Next(Words.Length)]}-{Words[random.Next(Words.Length)]}-{random.Next(40)}");

    public static void Write(Utf8JsonWriter json, Call call, string account, string region, Random random)
    {
        json.WritePropertyName("requestParameters");
        if (call.Shape == RequestShape.None)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStartObject();
            WriteParameters(json, call.Shape, account, region, random);
            json.WriteEndObject();
        }

        json.WritePropertyName("responseElements");
        if (call.Shape == RequestShape.Role)
        {
            WriteCredentials(json, account, random);
        }
        else
        {
            json.WriteNullValue();
        }

        if (call.Shape == RequestShape.Bucket)
        {
            json.WriteStartObject("additionalEventData");
            json.WriteString("SignatureVersion", "SigV4");
            json.WriteString("CipherSuite", "TLS_AES_128_GCM_SHA256");
            json.WriteNumber("bytesTransferredOut", random.Next(4_000));
            json.WriteString("x-amz-id-2", Text.Base64(random, 57));
            json.WriteEndObject();
        }
    }

    private static void WriteParameters(Utf8JsonWriter json, RequestShape shape, string account, string region, Random random)
    {
        switch (shape)
        {
            case RequestShape.Filters:
                WriteItems(json, "filterSet", random.Next(1, 5), () =>
                {
                    json.WriteString("name", $"tag:{Name(random)}");
                    WriteItems(json, "valueSet", random.Next(1, 4), () => json.WriteString("value", random.Next(2) == 0 ? Name(random) : $"i-0{Text.Hex(random, 8)}"));
                });
                json.WriteNumber("maxResults", 1000);
                break;
            case RequestShape.Ids:
                WriteItems(json, "resourcesSet", random.Next(1, 12), () => json.WriteString("resourceId", $"i-0{Text.Hex(random, 8)}"));
                break;
            case RequestShape.Role:
                json.WriteString("roleArn", $"arn:aws:iam::{account}:role/{Name(random)}");
                json.WriteString("roleSessionName", Name(random));
                json.WriteNumber("durationSeconds", 3600);
                break;
            case RequestShape.Key:
                json.WriteStartObject("encryptionContext");
                json.WriteString("aws:lambda:FunctionArn", $"arn:aws:lambda:{region}:{account}:function:{Name(random)}");
                json.WriteString("SecretVersionId", Text.Guid(random));
                json.WriteEndObject();
                json.WriteString("keyId", $"arn:aws:kms:{region}:{account}:key/6f0c3a52-0000-4000-8000-0000000000{random.Next(10, 40)}");
                json.WriteString("encryptionAlgorithm", "SYMMETRIC_DEFAULT");
                break;
            case RequestShape.Bucket:
                var bucket = $"{Name(random)}-{account}";
                json.WriteString("bucketName", bucket);
                json.WriteString("Host", $"{bucket}.s3.{region}.amazonaws.com");
                json.WriteString("acl", string.Empty);
                break;
            case RequestShape.Log:
                json.WriteString("logGroupName", $"/aws/lambda/{Name(random)}");
                json.WriteString("logStreamName", $"2026/10/05/[$LATEST]{Text.Hex(random, 16)}");
                break;
            default:
                json.WriteString("name", Name(random));
                json.WriteString("nextToken", Text.Base64(random, random.Next(0, 200)));
                break;
        }
    }

    private static void WriteCredentials(Utf8JsonWriter json, string account, Random random)
    {
        json.WriteStartObject();
        json.WriteStartObject("credentials");
        json.WriteString("accessKeyId", $"ASIA{Text.Capitals(random, 16)}");
        json.WriteString("sessionToken", Text.Base64(random, 420));
        json.WriteString("expiration", "Oct 5, 2026, 11:00:00 AM");
        json.WriteEndObject();
        json.WriteStartObject("assumedRoleUser");
        json.WriteString("assumedRoleId", $"AROA{Text.Capitals(random, 4)}EXAMPLE:{Name(random)}");
        json.WriteString("arn", $"arn:aws:sts::{account}:assumed-role/{Name(random)}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, string name, int count, Action write)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("items");
        for (var item = 0; item < count; item++)
        {
            json.WriteStartObject();
            write();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
