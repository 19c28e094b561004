namespace RootWatch.Detection.CloudTrail;

/// <summary>An ARN's parts, each empty where no colon ends it; all empty for what is no ARN.</summary>
internal readonly ref struct Arn
{
    private Arn(ReadOnlySpan<char> rest)
    {
        Partition = Take(ref rest);
        Service = Take(ref rest);
        Region = Take(ref rest);
        Account = Take(ref rest);
    }

    public ReadOnlySpan<char> Partition { get; }

    public ReadOnlySpan<char> Service { get; }

    public ReadOnlySpan<char> Region { get; }

    public ReadOnlySpan<char> Account { get; }

    /// <summary>It is IAM's or STS's, as callers' are.</summary>
    public bool IsOfIdentity => Service is "iam" or "sts" && Region.IsEmpty;

    public static Arn Of(string? text) => text.AsSpan() is ['a', 'r', 'n', ':', .. var rest] ? new Arn(rest) : default;

    private static ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        var part = colon < 0 ? default : rest[..colon];
        rest = colon < 0 ? default : rest[(colon + 1)..];
        return part;
    }
}
