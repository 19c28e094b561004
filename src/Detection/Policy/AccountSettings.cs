namespace RootWatch.Detection.Policy;

/// <summary>What the organization says about one of its accounts.</summary>
public sealed record AccountSettings
{
    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Words that severity rules refer to. "management" marks the organization's management account, which no service control policy limits.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];
}
