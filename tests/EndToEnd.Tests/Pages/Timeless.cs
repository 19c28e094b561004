using System.Text.RegularExpressions;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>Takes out of a text what differs from run to run.</summary>
internal static partial class Timeless
{
    public static string Of(string text) => Signature().Replace(Uuid().Replace(Duration().Replace(text, "0 ms"), "UUID"), "s=SIGNATURE");

    [GeneratedRegex(@"\b\d+ ms\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Duration();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();

    [GeneratedRegex("s=[A-Za-z0-9_-]{43}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Signature();
}
