using System.Text.Json.Serialization;

namespace RootWatch.Detection.Policy;

/// <summary>Words for people, fit to stand in a message: one line, at most 200 characters, no angle or square brackets.</summary>
/// <param name="Text">The words.</param>
[JsonConverter(typeof(PlainTextConverter))]
public readonly record struct PlainText(string Text)
{
    private const int Longest = 200;

    /// <summary>Whether a text is fit.</summary>
    public static bool Fits(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= Longest && !text.Any(c => char.IsControl(c) || c is '<' or '>' or '[' or ']');

    /// <inheritdoc/>
    public override string ToString() => Text;
}
