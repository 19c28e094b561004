using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>What a tone follows from, and how it is shown: the same in messages and on pages.</summary>
internal static class Tones
{
    public static Tone Of(Assessment assessment) =>
        assessment switch
        {
            Assessment.Expected => Tone.Good,
            Assessment.Unusual => Tone.Doubtful,
            Assessment.Anomalous => Tone.Bad,
            _ => throw new ArgumentOutOfRangeException(nameof(assessment), assessment, message: null),
        };

    /// <summary>The icon that says beside a word what the colour says.</summary>
    public static string Icon(this Tone tone) =>
        tone switch
        {
            Tone.Neutral => "ℹ",
            Tone.Good => "✔",
            Tone.Doubtful => "⚠",
            Tone.Bad => "✖",
            _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, message: null),
        };
}
