using System.Text.Json.Serialization;

namespace RootWatch.Detection.Policy;

/// <summary>The 12 digits of an AWS account.</summary>
/// <param name="Digits">The digits.</param>
[JsonConverter(typeof(AccountIdConverter))]
public readonly record struct AccountId(string Digits)
{
    private const int Length = 12;

    /// <summary>Whether a text is 12 digits and nothing else.</summary>
    public static bool Fits(string? text) => text?.Length == Length && text.All(char.IsAsciiDigit);
}
