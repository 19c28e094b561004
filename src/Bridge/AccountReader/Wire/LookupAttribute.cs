namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What the events have in common.</summary>
internal sealed record LookupAttribute(string AttributeKey, string AttributeValue);
