using System.Buffers;

namespace RootWatch.Detection.Response.Commands;

/// <summary>One word of a command: what the program gets as one argument.</summary>
/// <param name="Parts">Its parts, one after the other.</param>
public sealed record CommandWord(IReadOnlyList<CommandPart> Parts)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-");

    /// <summary>The word for a POSIX shell. A variable that is not set ends the command before it runs.</summary>
    public string ToShell()
    {
        var shell = new List<string>();
        var text = string.Empty;
        foreach (var part in Parts)
        {
            if (part.IsVariable)
            {
                shell.AddRange([.. Quoted(text), $"\"${{{part.Text}:?}}\""]);
                text = string.Empty;
            }
            else
            {
                text += part.Text;
            }
        }

        return string.Concat([.. shell, .. Quoted(text, isWhole: shell.Count == 0)]);
    }

    private static string[] Quoted(string text, bool isWhole = false) =>
        text.Length == 0 && !isWhole ? []
        : text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? [text]
        : [$"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'"];
}
