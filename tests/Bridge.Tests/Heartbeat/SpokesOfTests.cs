using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Tests.Heartbeat;

/// <summary>Spokes that send a heartbeat every five minutes, each at its own time and up to 50 s late, through a pipe that breaks.</summary>
internal sealed class SpokesOfTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(2016);
    private readonly Beats[] _spokes;

    /// <param name="accounts">How many accounts there are.</param>
    /// <param name="regions">How many regions each has.</param>
    /// <param name="start">When they begin, UTC.</param>
    /// <param name="areTogether">Whether all have the same time.</param>
    public SpokesOfTests(int accounts, int regions, DateTimeOffset start, bool areTogether = false) =>
        _spokes =
        [
            .. from account in Enumerable.Range(1, accounts)
               from region in Enumerable.Range(1, regions)
               select new Beats(new SpokeId($"{account:D12}", $"eu-test-{region}"), start + (areTogether ? TimeSpan.Zero : _random.NextDouble() * Period)),
        ];

    public int Count => _spokes.Length;

    /// <summary>When the pipe is broken, and after which time, at most, those behind it come back one after the other.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To, TimeSpan Return)> Outages { get; } = [];

    /// <summary>When which spokes die.</summary>
    public Dictionary<SpokeId, DateTimeOffset> Deaths { get; } = [];

    /// <summary>When which spokes that died live again.</summary>
    public Dictionary<SpokeId, DateTimeOffset> Revivals { get; } = [];

    public SpokeId this[int index] => _spokes[index].Id;

    public IEnumerable<SpokeId> All => _spokes.Select(spoke => spoke.Id);

    /// <summary>What is known of them at a time.</summary>
    public IReadOnlyList<SignOfLife> HeardBy(DateTimeOffset now)
    {
        foreach (var spoke in _spokes)
        {
            while (spoke.Next <= now)
            {
                if (IsHeard(spoke))
                {
                    spoke.Heard = spoke.Next;
                }

                spoke.Due += Period;
                spoke.Next = spoke.Due + TimeSpan.FromSeconds(_random.Next(50));
            }
        }

        return [.. _spokes.Where(spoke => spoke.Heard != default).Select(spoke => new SignOfLife(spoke.Id, spoke.Heard))];
    }

    private bool IsHeard(Beats spoke)
    {
        var at = spoke.Next;
        return !(Deaths.TryGetValue(spoke.Id, out var death) && at >= death && !(Revivals.TryGetValue(spoke.Id, out var revival) && at >= revival))
            && !Outages.Exists(outage => at >= outage.From && at < outage.To + (outage.Return * spoke.Share));
    }

    private sealed class Beats(SpokeId id, DateTimeOffset due)
    {
        public SpokeId Id => id;

        public double Share { get; } = new Random((int)(due.Ticks % int.MaxValue)).NextDouble();

        public DateTimeOffset Due { get; set; } = due;

        public DateTimeOffset Next { get; set; } = due;

        public DateTimeOffset Heard { get; set; }
    }
}
