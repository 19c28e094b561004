namespace RootWatch.Costs.Counting;

/// <summary>Sends events at an even rate, by a real clock.</summary>
internal static class Pace
{
    private const long MostAtOnce = 200;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends the events number 0, 1, 2 … of so many a second, for that long; returns how many.</summary>
    public static async Task<long> RunAsync(double perSecond, TimeSpan lasts, Func<long, Task> send)
    {
        var began = TimeProvider.System.GetTimestamp();
        var sent = 0L;
        while (TimeProvider.System.GetElapsedTime(began) is var elapsed && elapsed < lasts)
        {
            var due = Math.Min((long)(elapsed.TotalSeconds * perSecond) + 1, sent + MostAtOnce);
            if (due > sent)
            {
                await Task.WhenAll(Enumerable.Range(0, (int)(due - sent)).Select(next => send(sent + next)));
                sent = due;
            }

            await Task.Delay(Beat, TimeProvider.System);
        }

        return sent;
    }
}
