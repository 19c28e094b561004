using RootWatch.SideBySide;

namespace RootWatch.Infrastructure.Tests.Benchmarks;

public sealed class RoundsTests
{
    [Fact]
    public async Task All_are_measured_in_turn_and_the_first_round_does_not_count()
    {
        List<string> order = [];

        var figures = await Rounds.InTurnAsync(2, [_ => Measured("a"), _ => Measured("b")], TestContext.Current.CancellationToken);

        order.ShouldBe(["a", "b", "b", "a", "a", "b"]);
        figures.ShouldBe([[4.0, 5.0], [3.0, 6.0]]);

        Task<double> Measured(string name)
        {
            order.Add(name);
            return Task.FromResult((double)order.Count);
        }
    }
}
