using System.Collections.Concurrent;
using System.Diagnostics;

namespace RootWatch.Costs.Counting;

/// <summary>Counts this process's HTTP requests by the port that they go to.</summary>
internal sealed class RequestCounter : IDisposable
{
    private readonly ConcurrentDictionary<int, int> _counts = new();
    private readonly ActivityListener _listener;

    public RequestCounter()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int To(int port) => _counts.GetValueOrDefault(port);

    public void Dispose() => _listener.Dispose();

    private void Stopped(Activity activity)
    {
        if (activity.GetTagItem("server.port") is int port)
        {
            _counts.AddOrUpdate(port, 1, static (_, count) => count + 1);
        }
    }
}
