using CsCheck;

namespace RootWatch.Detection.Tests.Response.Hostile;

/// <summary>Texts that no id, name or ARN may be, each with a mark by which it is found again.</summary>
internal static class HostileText
{
    public const string Mark = "zqxmark";

    private const int Lengthy = 3000;

    private static readonly string[] Weapons =
    [
        "'", "\"", "\n", "\r\n", "\0", "$(reboot)", "`reboot`", "; reboot", "&& reboot", "| sh", "> /etc/passwd", "< /dev/null", "\\", "'\\''", "'; reboot; '", "\"; reboot; \"", "${IFS}", "$IFS", "$'x'", "*", "?", "[a]", "{a,b}",
        "~", "#", "!", "!!", "\t", "\u001b[31m", "\u2028", "\u202e", "\u200b", "ｒｅｂｏｏｔ", "；", "＇", "－－profile", "а", "É", "😀", "\ud800", "%0a", "file:///etc/passwd", "http://evil.example/", "fileb://x", "(", ")", "<x>", "```", "[x](https://evil.example)", "<script>", " --profile x", ": :",
    ];

    private static readonly Gen<string> Weapon = Gen.Int[0, Weapons.Length - 1].Select(place => Weapons[place]);

    /// <summary>Any of them.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (5, Weapon.Select(weapon => $"{Mark}{weapon}{Mark}")),
        (3, Weapon.Select(weapon => $"{weapon}{Mark}")),
        (3, Weapon.Select(weapon => $"{Mark}{weapon}")),
        (2, Gen.Const($"-{Mark}")),
        (2, Gen.Const($"--profile={Mark}")),
        (2, Weapon.Select(weapon => $"AKIA{weapon}{Mark}".PadRight(20, 'A'))),
        (2, Weapon.Select(weapon => $"arn:aws:iam::aws:policy/{Mark}{weapon}")),
        (2, Weapon.Select(weapon => $"arn:aws:iam::{TestData.Account}:saml-provider/{Mark}{weapon}")),
        (2, Weapon.Select(weapon => $"i-0123456789{weapon}{Mark}")),
        (2, Weapon.Select(weapon => $"https://sqs.eu-west-1.amazonaws.com/{TestData.Account}/{Mark}{weapon}")),
        (2, Gen.Const($"arn:aws:cloudtrail:eu-west-1:999999999999:trail/{Mark}")),
        (1, Gen.Const(new string('a', Lengthy) + Mark)));
}
