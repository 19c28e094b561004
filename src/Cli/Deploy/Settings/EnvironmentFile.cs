using System.Buffers;
using System.Text;

namespace RootWatch.Cli.Deploy.Settings;

/// <summary>
/// Reads NAME=value lines: comments, blank lines, and values in single quotes, in double quotes, or without any. Nothing is
/// executed or expanded, so what would mean something to a shell is refused and not guessed at.
/// </summary>
internal static class EnvironmentFile
{
    private static readonly SearchValues<char> Special = SearchValues.Create("$`\\;&|<>()*?\"'");

    /// <exception cref="DeploymentException">A line cannot be read; the message names it.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string name, IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            at++;
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? line : line[..equals];
            if (equals <= 0 || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                throw new DeploymentException($"{name}, line {at}: a line is NAME=value, a comment or empty.");
            }

            if (Value(line[(equals + 1)..]) is not { } value)
            {
                throw new DeploymentException($"{name}, line {at}: the value of {key} cannot be read. Put it in single quotes.");
            }

            if (!settings.TryAdd(key, value))
            {
                throw new DeploymentException($"{name}, line {at}: {key} was set above.");
            }
        }

        return settings;
    }

    private static string? Value(string text) =>
        text.StartsWith('\'') ? Quoted(text, '\'', escapes: false)
        : text.StartsWith('"') ? Quoted(text, '"', escapes: true)
        : Unquoted(text);

    private static string? Unquoted(string text)
    {
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        var value = (comment < 0 ? text : text[..comment]).TrimEnd();
        return value.AsSpan().IndexOfAny(Special) >= 0 || value.Any(char.IsWhiteSpace) ? null : value;
    }

    // Within double quotes a shell still knows $, ` and \; of these only \" and \\ are taken.
    private static string? Quoted(string text, char quote, bool escapes)
    {
        var value = new StringBuilder();
        for (var at = 1; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == quote)
            {
                var rest = text[(at + 1)..].TrimStart();
                return rest.Length == 0 || rest.StartsWith('#') ? value.ToString() : null;
            }

            if (escapes && letter is ('$' or '`'))
            {
                return null;
            }

            if (escapes && letter == '\\')
            {
                if (at + 1 == text.Length || text[at + 1] is not ('"' or '\\'))
                {
                    return null;
                }

                letter = text[++at];
            }

            value.Append(letter);
        }

        return null;
    }
}
