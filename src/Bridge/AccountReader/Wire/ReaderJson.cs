using System.Text.Json.Serialization;

namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What CloudTrail, Account Management and Organizations take and give.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LookupQuestion))]
[JsonSerializable(typeof(LookupAnswer))]
[JsonSerializable(typeof(RegionsQuestion))]
[JsonSerializable(typeof(RegionsAnswer))]
[JsonSerializable(typeof(AccountsQuestion))]
[JsonSerializable(typeof(AccountsAnswer))]
internal sealed partial class ReaderJson : JsonSerializerContext;
