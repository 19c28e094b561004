using System.Diagnostics;
using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Telemetry;

/// <summary>
/// Which spokes have a series of their own: the first that were heard, up to a limit. A series costs memory here and
/// money where it is kept, and a large organization has 170,000 spokes.
/// </summary>
internal sealed class SpokeSeries(int limit)
{
    private const string Other = "other";

    private readonly HashSet<SpokeId> _own = [];
    private readonly Lock _turn = new();

    public TagList TagsOf(SpokeId spoke) =>
        HasItsOwn(spoke) ? new TagList { { "account", spoke.Account }, { "region", spoke.Region } } : new TagList { { "account", Other }, { "region", Other } };

    private bool HasItsOwn(SpokeId spoke)
    {
        lock (_turn)
        {
            return _own.Contains(spoke) || (_own.Count < limit && _own.Add(spoke));
        }
    }
}
