using System.Globalization;

namespace RootWatch.Simulator.Sinks;

/// <summary>Access key ids that carry their account, as AWS's do and moto's: a signed request tells by its key whose it is.</summary>
public static class AccessKeyIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int PrefixLength = 4;
    private const int AccountLength = 8;
    private const int Length = 20;
    private const int BitsOfCharacter = 5;

    // What is said of the account begins with a one, so it begins with a Q or a later character.
    private const long First = 1L << 39;

    /// <summary>A key id of an account.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="prefix">AKIA for a key of long standing, ASIA for a session's.</param>
    /// <param name="number">Sets it apart from the account's others.</param>
    public static string Of(string account, string prefix, int number)
    {
        var digits = long.Parse(account, CultureInfo.InvariantCulture);
        return $"{prefix}{Text((digits / 2) + First, AccountLength)}{(digits % 2 == 0 ? 'A' : 'Q')}{Text(number, Length - PrefixLength - AccountLength - 1)}";
    }

    /// <summary>The account of a key id; null where it is none that carries one.</summary>
    public static string? AccountOf(string keyId)
    {
        if (keyId.Length != Length || keyId[PrefixLength..].Any(static c => !Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var number = keyId.AsSpan(PrefixLength, AccountLength).ToArray().Aggregate(0L, static (number, c) => (number << BitsOfCharacter) | (uint)Alphabet.IndexOf(c, StringComparison.Ordinal));
        var digits = ((number - First) * 2) + (keyId[PrefixLength + AccountLength] >= 'Q' || char.IsAsciiDigit(keyId[PrefixLength + AccountLength]) ? 1 : 0);
        return digits is < 0 or > 999_999_999_999 ? null : digits.ToString("D12", CultureInfo.InvariantCulture);
    }

    private static string Text(long number, int length) =>
        string.Create(length, number, static (text, number) =>
        {
            for (var at = text.Length - 1; at >= 0; at--, number >>= BitsOfCharacter)
            {
                text[at] = Alphabet[(int)(number & ((1 << BitsOfCharacter) - 1))];
            }
        });
}
