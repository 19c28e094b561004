using System.Net;

namespace RootWatch.Detection.Policy;

/// <summary>A window in which root use is planned. Inside it, what is planned is Expected; anything else in its account is Anomalous.</summary>
public sealed record Expectation : IPolicyRule
{
    /// <summary>How long a window may be open.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>The accounts; none means every one.</summary>
    public IReadOnlyList<AccountId> Accounts { get; init => field = value ?? []; } = [];

    /// <summary>What is planned: ids of catalogue entries, or activities. Signing in and reading always belong to it. None means everything that need not be named.</summary>
    public IReadOnlyList<TaskName> Tasks { get; init => field = value ?? []; } = [];

    /// <summary>From where; none means from everywhere.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init => field = value ?? []; } = [];

    /// <summary>When it opens.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it closes, at most 8 hours later.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Who answers for it.</summary>
    public required PlainText Who { get; init; }

    /// <summary>Where it was agreed.</summary>
    public required PlainText Ticket { get; init; }

    /// <summary>Reads one window.</summary>
    /// <param name="json">One of a policy's <c>expectations</c>.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="PolicyException">It cannot be used; the message says where and why.</exception>
    public static Expectation Parse(ReadOnlySpan<byte> json, string name) =>
        DetectionPolicy.Parse(json, name, PolicyJson.Default.Expectation, static window => window.Fault() is { } fault ? new DetectionPolicy.PolicyFault("$", fault) : null);

    /// <inheritdoc/>
    public string? Fault() =>
        To <= From ? "It closes before it opens."
        : To - From > Longest ? "It is open for more than 8 hours."
        : null;
}
