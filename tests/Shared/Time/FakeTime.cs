using Microsoft.Extensions.Time.Testing;

namespace RootWatch.Tests.Time;

/// <summary>Advances a fake clock that several threads advance.</summary>
internal static class FakeTime
{
    /// <summary>One at a time: of two advances at once, a fake clock may wake nobody for the second.</summary>
    public static void AdvanceInTurn(this FakeTimeProvider time, TimeSpan by)
    {
        lock (time)
        {
            time.Advance(by);
        }
    }
}
