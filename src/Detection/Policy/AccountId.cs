using System.Text.Json.Serialization;

namespace RootWatch.Detection.Policy;

/// <summary>The 12 digits of an AWS account.</summary>
/// <param name="Digits">The digits.</param>
[JsonConverter(typeof(AccountIdConverter))]
public readonly record struct AccountId(string Digits);
