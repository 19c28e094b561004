using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using RootWatch.Detection.Tampering;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// The first look at a record: could it concern root, or be tampering? Nearly every record ends here, so it searches the
/// bytes for words, many bytes at once, and reads no JSON. It may say yes too often, never no.
/// <para>
/// What matters is of a type "Root", has an ARN that ends with ":root", names RootWatch, or is of a call that is known by
/// name. Only <c>\u</c> can write a letter in another way, so an escaped letter matters, too.
/// </para>
/// </summary>
internal static class RecordFilter
{
    // How far the words reach beyond the byte at which they are looked for: that of "eventName" is its v.
    private const int Reach = 4;
    private const byte SmallLetter = 0x20;

    private static readonly byte[][][] CallsByLength = ByLength([[.. "AssumeRoot"u8], .. ActsOnRoot.Calls.Values.SelectMany(names => names).Select(Encoding.UTF8.GetBytes), .. TamperReader.Calls, .. ChangeSetReader.Calls]);

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    public static bool MayMatter(ReadOnlySpan<byte> record)
    {
        // What is no object is for the reader to refuse.
        if (record is not [(byte)'{', .., (byte)'}'])
        {
            return true;
        }

        var at = 0;
        for (; at + Vector256<byte>.Count + Reach <= record.Length; at += Vector256<byte>.Count)
        {
            if (MayMatter(record, at, Words(record[at..])))
            {
                return true;
            }
        }

        Span<byte> end = stackalloc byte[2 * (Vector256<byte>.Count + Reach)];
        end.Clear();
        record[at..].CopyTo(end);
        return MayMatter(record, at, Words(end)) || MayMatter(record, at + Vector256<byte>.Count, Words(end[Vector256<byte>.Count..]));
    }

    /// <summary>Of the first 32 bytes, those at which a word may stand: "root", "eventN" or a backslash.</summary>
    private static uint Words(ReadOnlySpan<byte> bytes)
    {
        var (first, second, third, fourth, fifth) = (At(bytes, 0), At(bytes, 1), At(bytes, 2), At(bytes, 3), At(bytes, 4));
        var small = Vector256.Create(SmallLetter);
        var t = Vector256.Equals(fourth | small, Vector256.Create((byte)'t'));
        var root = Vector256.Equals(first | small, Vector256.Create((byte)'r')) & Vector256.Equals(second | small, Vector256.Create((byte)'o')) & Vector256.Equals(third | small, Vector256.Create((byte)'o'));
        var name = Vector256.Equals(first | small, Vector256.Create((byte)'v')) & Vector256.Equals(fifth | small, Vector256.Create((byte)'n'));
        return (((root | name) & t) | Vector256.Equals(first, Vector256.Create((byte)'\\'))).ExtractMostSignificantBits();
    }

    private static Vector256<byte> At(ReadOnlySpan<byte> bytes, int offset) => Vector256.Create(bytes.Slice(offset, Vector256<byte>.Count));

    private static bool MayMatter(ReadOnlySpan<byte> record, int at, uint words)
    {
        for (; words != 0; words &= words - 1)
        {
            var word = at + BitOperations.TrailingZeroCount(words);
            var matters = (record[word] | SmallLetter) switch
            {
                'r' => MeansRoot(record, word),
                'v' => NamesCall(record, word - 1),
                _ => WritesLetter(record[word..]),
            };
            if (matters)
            {
                return true;
            }
        }

        return false;
    }

    // \u0041 to \u007a are letters, and a little more.
    private static bool WritesLetter(ReadOnlySpan<byte> escape) =>
        escape is [_, (byte)'u', (byte)'0', (byte)'0', >= (byte)'4' and <= (byte)'7', ..];

    private static bool MeansRoot(ReadOnlySpan<byte> record, int at)
    {
        var rest = record[(at + "root".Length)..];
        if (rest is not [(byte)'"', ..])
        {
            return rest.Length >= "watch".Length && Ascii.EqualsIgnoreCase(rest[.."watch".Length], "watch"u8);
        }

        if (record[at - 1] == '"')
        {
            return IsValueOf(record[..(at - 1)], "\"type\""u8);
        }

        // A quotation mark within the text is no beginning of it.
        return record[at - 1] == ':' && record[..at].LastIndexOf((byte)'"') is var open and > 0 && (record[open - 1] == '\\' || IsValueOf(record[..open], "\"arn\""u8));
    }

    private static bool IsValueOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> name)
    {
        before = before.TrimEnd(WhiteSpace);
        before = before is [.., (byte)':'] ? before[..^1].TrimEnd(WhiteSpace) : default;
        return before.Length >= name.Length && Ascii.EqualsIgnoreCase(before[^name.Length..], name);
    }

    private static bool NamesCall(ReadOnlySpan<byte> record, int at)
    {
        var name = "\"eventName\""u8;
        if (at < 1 || record.Length - at < name.Length || !Ascii.EqualsIgnoreCase(record.Slice(at - 1, name.Length), name))
        {
            return false;
        }

        var rest = record[(at - 1 + name.Length)..].TrimStart(WhiteSpace);
        var value = rest is [(byte)':', ..] ? rest[1..].TrimStart(WhiteSpace) : default;
        return value is [(byte)'"', ..] && value[1..].IndexOf((byte)'"') is >= 0 and var length && IsCall(value.Slice(1, length));
    }

    private static bool IsCall(ReadOnlySpan<byte> name)
    {
        foreach (var call in name.Length < CallsByLength.Length ? CallsByLength[name.Length] : [])
        {
            if (Ascii.EqualsIgnoreCase(name, call))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][][] ByLength(IReadOnlyList<byte[]> names) =>
        [.. Enumerable.Range(0, names.Max(name => name.Length) + 1).Select(length => names.Where(name => name.Length == length).ToArray())];
}
