using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>What an assessment means to people. The three words themselves are for machines.</summary>
internal static class AssessmentWords
{
    /// <summary>To be read within a sentence: "needs a look".</summary>
    public static string Of(Assessment assessment) =>
        assessment switch
        {
            Assessment.Expected => "looks planned or routine",
            Assessment.Unusual => "needs a look",
            Assessment.Anomalous => "treat as compromise until proven otherwise",
            _ => throw new ArgumentOutOfRangeException(nameof(assessment), assessment, message: null),
        };

    /// <summary>By itself: "Needs a look."</summary>
    public static string Sentence(Assessment assessment) => Of(assessment) is var words ? $"{char.ToUpperInvariant(words[0])}{words[1..]}." : words;
}
