using System.Globalization;
using System.Text;

namespace RootWatch.Bridge.Messages;

/// <summary>What people see of characters.</summary>
/// <remarks>Default_Ignorable_Code_Point of https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, and the blanks among letters and symbols.</remarks>
internal static class Characters
{
    private const int FarthestNext = 8;

    public static CharacterKind KindOf(Rune rune) =>
        Rune.IsWhiteSpace(rune) ? CharacterKind.Space
        : rune.Value switch
        {
            0x200C or 0x200D => CharacterKind.Joiner,
            0x034F or (>= 0x180B and <= 0x180D) or 0x180F or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) => CharacterKind.Selector,
            0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or 0x13441 or 0x13442 or 0x16FE4 or 0x1D159 => CharacterKind.Invisible,
            _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                ? CharacterKind.Invisible
                : CharacterKind.Visible,
        };

    /// <summary>Whether a joiner has work to do: between emoji, which it makes one of, and between letters of the scripts that are written with it.</summary>
    /// <param name="before">What people see as one character so far.</param>
    /// <param name="joiner">The joiner.</param>
    /// <param name="rest">What follows the joiner.</param>
    public static bool Joins(string before, Rune joiner, ReadOnlySpan<char> rest)
    {
        if (before.Length == 0 || NextIn(rest) is not { } next)
        {
            return false;
        }

        return JoinsLetters(LastOf(before), next)
            || (joiner.Value == 0x200D && IsOne($"{before}{joiner}{next}") && !IsOne($"a{next}"));
    }

    private static bool IsOne(string text) => StringInfo.GetNextTextElementLength(text) == text.Length;

    // Indic scripts after a sign on a letter, Arabic and its neighbours between letters.
    private static bool JoinsLetters(Rune previous, Rune next) =>
        (previous.Value is >= 0x0900 and <= 0x0DFF && next.Value is >= 0x0900 and <= 0x0DFF && !Rune.IsLetter(previous) && Rune.IsLetter(next))
        || (previous.Value is >= 0x0600 and <= 0x08FF && next.Value is >= 0x0600 and <= 0x08FF && Rune.IsLetter(previous) && Rune.IsLetter(next));

    private static Rune LastOf(string text)
    {
        Rune.DecodeLastFromUtf16(text, out var last, out _);
        return last;
    }

    private static Rune? NextIn(ReadOnlySpan<char> rest)
    {
        foreach (var rune in rest[..Math.Min(rest.Length, FarthestNext)].EnumerateRunes())
        {
            if (KindOf(rune) != CharacterKind.Selector)
            {
                return KindOf(rune) == CharacterKind.Visible ? rune : null;
            }
        }

        return null;
    }
}
