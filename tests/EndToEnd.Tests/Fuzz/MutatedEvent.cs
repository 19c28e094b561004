using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RootWatch.EndToEnd.Tests.Fuzz;

/// <summary>Events that begin as real ones, and end as no writer of parsers expects them.</summary>
internal static class MutatedEvent
{
    private const int LongestSample = 64 * 1024;

    private static readonly byte[][] Samples = [.. Sample.Names.Select(Sample.Envelope).Where(sample => sample.Length < LongestSample)];

    // As JSON writes them.
    private static readonly string[] Values =
    [
        """
        "\ud800"
        """,
        """
        "left \udfff right"
        """,
        """
        "\ud83d\ud83d"
        """,
        """
        "\u0000\u001b[31m\r\n"
        """,
        """
        "9999-12-31T23:59:59Z"
        """,
        """
        "9999-12-31T23:59:59.9999999Z"
        """,
        """
        "9999-12-31T23:59:59-14:00"
        """,
        """
        "0001-01-01T00:00:00Z"
        """,
        """
        "0001-01-01T00:00:00+14:00"
        """,
        """
        "yesterday"
        """,
        """
        "arn:aws:iam::111122223333:root"
        """,
        """
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"\\ud800*\"}]}"
        """,
        """
        {"\ud800":"\udc00","type":"Root"}
        """,
        """
        [[],{},"\ud800",null]
        """,
        "\"\"", "null", "true", "-1", "0", "2147483648", "1e999", "123456789012345678901234567890", "[]", "{}",
        $"\"{new string('x', 3000)}\"",
        $"\"{new string('é', 2000)}\"",
        $"{new string('[', 200)}{new string(']', 200)}",
        $"{{\"items\":[{string.Join(',', Enumerable.Repeat("""{"maxCount":1000000}""", 2200))}]}}",
        $"[{string.Join(',', Enumerable.Range(0, 300).Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
    ];

    private static readonly string[] Names =
    [
        "\"\\ud800\"", "\"type\"", "\"eventTime\"", "\"eventID\"", "\"detail\"", "\"userIdentity\"", "\"requestParameters\"", "\"\"", "\"\\u0065ventTime\"", "\"additionalEventData\"",
    ];

    private static readonly string[] Telling =
        ["eventTime", "eventID", "userAgent", "sourceIPAddress", "errorCode", "requestParameters", "responseElements", "awsRegion", "accountId", "creationDate", "accessKeyId", "instancesSet", "time", "detail-type", "reason"];

    public static byte[] Of(Random random, string account)
    {
        var sample = Encoding.UTF8.GetString(Samples[random.Next(Samples.Length)]).Replace("111122223333", account, StringComparison.Ordinal);
        var json = Encoding.UTF8.GetBytes(sample);
        json = random.Next(10) > 0 ? Replaced(json, "eventID", $"\"{Id(random)}\"") : json;
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            json = Changed(json, random);
        }

        return random.Next(25) == 0 ? Torn(json, random) : json;
    }

    private static string Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private static byte[] Changed(byte[] json, Random random)
    {
        var value = random.Next(5) == 0 ? JsonSerializer.Serialize(HostileRecord.Weapon(random)) : Values[random.Next(Values.Length)].Trim();
        if (random.Next(2) == 0)
        {
            return Replaced(json, Telling[random.Next(Telling.Length)], value);
        }

        var tokens = TokensIn(json);
        if (tokens.Count == 0)
        {
            return json;
        }

        var (start, end, isName) = tokens[random.Next(tokens.Count)];
        return !isName ? Spliced(json, start, end, value)
            : random.Next(2) == 0 ? Spliced(json, start, end, Names[random.Next(Names.Length)])
            : Spliced(json, start, start, $"{Names[random.Next(Names.Length)]}:{value},");
    }

    private static byte[] Torn(byte[] json, Random random)
    {
        if (random.Next(2) == 0)
        {
            return json[..random.Next(json.Length)];
        }

        var torn = (byte[])json.Clone();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            torn[random.Next(torn.Length)] = (byte)random.Next(256);
        }

        return torn;
    }

    private static byte[] Replaced(byte[] json, string name, string value)
    {
        var tokens = TokensIn(json);
        var at = tokens.FindLastIndex(token => token.IsName && json.AsSpan(token.Start + 1, token.End - token.Start - 2).SequenceEqual(Encoding.UTF8.GetBytes(name)));
        return at >= 0 && at + 1 < tokens.Count ? Spliced(json, tokens[at + 1].Start, tokens[at + 1].End, value) : json;
    }

    private static byte[] Spliced(byte[] json, int start, int end, string put) => [.. json.AsSpan(0, start), .. Encoding.UTF8.GetBytes(put), .. json.AsSpan(end)];

    /// <summary>Names, and values with all that is in them; none of what is no JSON.</summary>
    private static List<(int Start, int End, bool IsName)> TokensIn(byte[] json)
    {
        List<(int, int, bool)> tokens = [];
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    continue;
                }

                var start = (int)reader.TokenStartIndex;
                var after = reader;
                var isName = reader.TokenType == JsonTokenType.PropertyName;
                if (!isName)
                {
                    after.Skip();
                }

                tokens.Add((start, isName ? start + reader.ValueSpan.Length + 2 : (int)after.BytesConsumed, isName));
            }

            return tokens;
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
