using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Ingestion;

/// <summary>Logs each unknown detail-type once, and at most a hundred of them: the sender chooses the names.</summary>
public sealed partial class UnknownDetailTypes(ILogger<UnknownDetailTypes> logger)
{
    private const int Most = 100;

    private readonly ConcurrentDictionary<string, byte> _seen = new(StringComparer.Ordinal);

    public void Saw(string detailType)
    {
        var shown = Untrusted.Text(detailType);
        if (_seen.Count < Most && _seen.TryAdd(shown, 0))
        {
            Log.UnknownDetailType(logger, shown);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Events of detail-type {DetailType} reach the bridge and are ignored; a rule forwards too much")]
        public static partial void UnknownDetailType(ILogger logger, string detailType);
    }
}
