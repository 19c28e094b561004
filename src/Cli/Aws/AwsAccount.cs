using Amazon.Runtime;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Aws;

/// <summary>An account of the organization, and what it answered when it was asked for its regions.</summary>
/// <param name="own">The caller's own account.</param>
/// <param name="credentials">How this one is entered; null where it is the caller's own.</param>
internal sealed class AwsAccount(AwsApi own, AWSCredentials? credentials)
{
    /// <summary>The account's 12 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The regions that are enabled there and not left out, in the order of their names.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The enabled regions that are left out on purpose.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Why it could not be entered; null where it was.</summary>
    public string? Problem { get; init; }

    // One place's connections at a time: thousands of places would keep tens of thousands open.
    public async Task<T> UseAsync<T>(Func<AwsApi, Task<T>> use)
    {
        if (credentials is null)
        {
            return await use(own);
        }

        using var other = own.As(credentials);
        return await use(other);
    }
}
