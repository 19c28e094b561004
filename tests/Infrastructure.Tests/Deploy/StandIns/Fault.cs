namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>One call goes wrong.</summary>
/// <param name="Call">Which, counted from 0.</param>
/// <param name="IsDone">Whether the cloud did it all the same, and only the answer was lost.</param>
internal sealed record Fault(int Call, bool IsDone);
