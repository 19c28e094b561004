namespace RootWatch.Detection.Tests.Effects;

/// <summary>What an expert would want a single act to be found.</summary>
internal static class Band
{
    /// <summary>The bands, from calm to grave; "either" lies between doubt and grave.</summary>
    public static readonly string[] All = ["look", "plain", "doubt", "either", "grave"];

    public static bool Holds(string band, Finding finding) =>
        band switch
        {
            "look" => finding is { Assessment: Assessment.Expected, Severity: <= Severity.Low },
            "plain" => finding is { Assessment: not Assessment.Anomalous, Severity: <= Severity.Medium },
            "doubt" => finding is { Assessment: Assessment.Unusual, Severity: >= Severity.Medium },
            "either" => finding is { Assessment: Assessment.Unusual or Assessment.Anomalous, Severity: Severity.Medium or Severity.High },
            "grave" => IsGrave(finding),
            _ => throw new ArgumentOutOfRangeException(nameof(band), band, message: null),
        };

    public static bool IsGrave(Finding finding) => finding is { Assessment: Assessment.Anomalous, Severity: >= Severity.High };
}
