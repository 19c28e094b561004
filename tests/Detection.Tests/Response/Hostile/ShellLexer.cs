using System.Text;

namespace RootWatch.Detection.Tests.Response.Hostile;

/// <summary>
/// Reads a line as a POSIX shell does, as far as plans need it: words, 'quotes', "${VARIABLES:?}" and $(commands). It refuses everything
/// that would make a shell do more: expansions, redirections, several commands.
/// </summary>
internal sealed class ShellLexer(string line)
{
    private const string Special = "|&;<>()$`\\\"'*?[]#~{}!\t\r\n\0";

    private int _at;

    /// <exception cref="FormatException">A shell would do more than read words.</exception>
    public static IReadOnlyList<ShellWord> Words(string line) => new ShellLexer(line).ReadWords(isNested: false);

    private List<ShellWord> ReadWords(bool isNested)
    {
        List<ShellWord> words = [];
        while (_at < line.Length && line[_at] != ')')
        {
            if (line[_at] == ' ')
            {
                _at++;
            }
            else
            {
                words.Add(ReadWord());
            }
        }

        return isNested == (_at < line.Length) ? words : throw new FormatException($"A bracket is missing in {line}");
    }

    private ShellWord ReadWord()
    {
        var text = new StringBuilder();
        while (_at < line.Length && line[_at] is not (' ' or ')'))
        {
            if (Takes("$("))
            {
                var inner = ReadWords(isNested: true);
                _at++;
                return new ShellWord(text.ToString(), inner);
            }

            if (Takes("'"))
            {
                text.Append(ReadTo('\''));
            }
            else if (Takes("\"${"))
            {
                text.Append("${").Append(ReadTo(':')).Append('}');
                Expect("?}\"");
            }
            else if (Takes("\\'"))
            {
                text.Append('\'');
            }
            else
            {
                text.Append(Special.Contains(line[_at], StringComparison.Ordinal) ? throw new FormatException($"A shell acts on '{line[_at]}' at {_at} in {line}") : line[_at++]);
            }
        }

        return new ShellWord(text.ToString());
    }

    private bool Takes(string expected)
    {
        if (string.CompareOrdinal(line, _at, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }

    private void Expect(string expected)
    {
        if (!Takes(expected))
        {
            throw new FormatException($"{expected} is missing at {_at} in {line}");
        }
    }

    private string ReadTo(char end)
    {
        var found = line.IndexOf(end, _at);
        var text = found < 0 ? throw new FormatException($"{end} is missing in {line}") : line[_at..found];
        _at = found + 1;
        return text;
    }
}
