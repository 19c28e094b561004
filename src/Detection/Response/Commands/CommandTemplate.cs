using System.Collections.Concurrent;

namespace RootWatch.Detection.Response.Commands;

/// <summary>
/// A command with slots, written on one line: words between spaces, 'words with spaces', @slots, $VARIABLES of an earlier command of
/// the step, and &lt;placeholders&gt;. "NAME = aws …" keeps the output in a variable, "session = aws …" as root's credentials, and
/// "session: aws …" uses them. A command without a region gets that of the partition's global services.
/// </summary>
internal sealed class CommandTemplate
{
    private const string Session = "session";
    private static readonly ConcurrentDictionary<string, CommandTemplate> Known = new(StringComparer.Ordinal);

    private readonly string? _variable;
    private readonly bool _startsRootSession;
    private readonly bool _isInRootSession;
    private readonly List<TemplatePart[]> _words;

    private CommandTemplate(string template)
    {
        var words = TemplateReader.Words(template);
        _startsRootSession = words is [[{ Text: Session }], [{ Text: "=" }], ..];
        _variable = !_startsRootSession && words is [[{ Text: var name }], [{ Text: "=" }], ..] ? name : null;
        _isInRootSession = words is [[{ Text: Session + ":" }], ..];
        _words = words[(_startsRootSession || _variable is not null ? 2 : _isInRootSession ? 1 : 0)..];
        if (!_words.Exists(word => word is [{ Text: "--region" }]))
        {
            _words.InsertRange(3, TemplateReader.Words("--region @home"));
        }
    }

    /// <summary>One command serves several targets.</summary>
    public bool IsForMany => _words.Exists(word => word is [{ Kind: TemplatePartKind.Slot, Text: "ids" }]);

    public static CommandTemplate Of(string template) => Known.GetOrAdd(template, static text => new CommandTemplate(text));

    /// <summary>The command with its slots filled.</summary>
    public AwsCommand Fill(CommandSlots slots) =>
        new([.. _words.SelectMany(word => Fill(word, slots))]) { Variable = _variable, StartsRootSession = _startsRootSession, IsInRootSession = _isInRootSession };

    private static IEnumerable<CommandWord> Fill(TemplatePart[] word, CommandSlots slots) =>
        word is [{ Kind: TemplatePartKind.Slot, Text: "ids" }] ? slots.Targets.Select(target => new CommandWord([slots.IdOf(target)])) : [new CommandWord([.. word.Select(part => Fill(part, slots))])];

    private static CommandPart Fill(TemplatePart part, CommandSlots slots) =>
        part.Kind switch
        {
            TemplatePartKind.Slot => slots.Of(part.Text),
            TemplatePartKind.Variable => new CommandPart(part.Text, IsVariable: true),
            TemplatePartKind.Placeholder => CommandPlaceholders.Of(part.Text) is var placeholder ? new CommandPart(placeholder.Text, Placeholder: placeholder) : null!,
            _ => new CommandPart(part.Text),
        };
}
