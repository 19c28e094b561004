using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RootWatch.SideBySide.Data;

/// <summary>Makes CloudTrail records as an ordinary day has them. The same seed makes the same bytes.</summary>
internal sealed class RecordMaker(int seed)
{
    // One in so many of root's records is an act as a sample has it; the others are reads, as in real sessions.
    private const int ReadsBetweenSamples = 4;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Agents =
    [
        "aws-sdk-go-v2/1.39.0 os/linux lang/go#1.25.1 md/GOARCH#amd64 md/GOOS#linux api/ec2#1.250.0",
        "Boto3/1.40.40 md/Botocore#1.40.40 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.150-174.273.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.11",
        "aws-sdk-java/2.34.5 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.242 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS",
        "APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1",
        "aws-cli/2.31.3 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython cfg/retry-mode#standard",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    ];

    private readonly Random _random = new(seed);
    private readonly RootSamples _samples = new();

    public static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A record of somebody else than root.</summary>
    public byte[] Other(string account, string region, DateTimeOffset at)
    {
        var call = Call.Any(_random);
        return Write(call, account, region, at, json => Caller.WriteOther(json, account, at, _random));
    }

    /// <summary>A record of root's, in the session that began then.</summary>
    public byte[] Root(string account, string region, DateTimeOffset at, DateTimeOffset session) =>
        _random.Next(ReadsBetweenSamples) == 0
            ? _samples.Any(account, at, session, _random)
            : Write(Call.AnyRead(_random), account, region, at, json => Caller.WriteRoot(json, account, session, _random));

    private byte[] Write(Call call, string account, string region, DateTimeOffset at, Func<Utf8JsonWriter, string> writeCaller)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("eventVersion", "1.11");
            var from = writeCaller(json);
            json.WriteString("eventTime", Time(at));
            json.WriteString("eventSource", call.Source);
            json.WriteString("eventName", call.Name);
            json.WriteString("awsRegion", region);
            json.WriteString("sourceIPAddress", from);
            json.WriteString("userAgent", from.EndsWith(".com", StringComparison.Ordinal) ? from : $"{Agents[_random.Next(Agents.Length)]} m/{Text.Capitals(_random, 8)}");
            RequestWriter.Write(json, call, account, region, _random);
            json.WriteString("requestID", Text.Guid(_random));
            json.WriteString("eventID", Text.Guid(_random));
            json.WriteBoolean("readOnly", call.IsRead);
            json.WriteString("eventType", "AwsApiCall");
            json.WriteBoolean("managementEvent", true);
            json.WriteString("recipientAccountId", account);
            json.WriteString("eventCategory", "Management");
            json.WriteStartObject("tlsDetails");
            json.WriteString("tlsVersion", "TLSv1.3");
            json.WriteString("cipherSuite", "TLS_AES_128_GCM_SHA256");
            json.WriteString("clientProvidedHostHeader", $"{call.Service}.{region}.amazonaws.com");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
