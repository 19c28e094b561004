using RootWatch.SideBySide;

namespace RootWatch.Infrastructure.Tests.Benchmarks;

public sealed class RowTests
{
    [Fact]
    public void A_ratio_is_taken_round_by_round_and_its_median_counts()
    {
        var row = new Row("work", "records/s", [10, 30, 20]) { Peer = "peer", Peers = [10, 10, 10] };

        row.Ratio.ShouldBe(new Spread(2, 1, 3));
    }

    [Fact]
    public void Of_an_even_number_of_rounds_the_two_in_the_middle_count()
    {
        Spread.Of([4, 1, 3, 2]).ShouldBe(new Spread(2.5, 1, 4));
    }

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2, true)]
    [InlineData(2.1, true)]
    public void Work_done_in_a_time_must_be_at_least_so_many_times_the_peers(double ratio, bool met)
    {
        new Row("work", "records/s", [ratio]) { Peers = [1], Goal = Goal.RatioAtLeast(2) }.Met.ShouldBe(met);
    }

    [Theory]
    [InlineData(1.9, true)]
    [InlineData(2, true)]
    [InlineData(2.1, false)]
    public void Time_must_be_at_most_so_many_times_the_peers(double ratio, bool met)
    {
        new Row("work", "ms", [ratio]) { Peers = [1], Goal = Goal.RatioAtMost(2) }.Met.ShouldBe(met);
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public void Bytes_must_keep_their_limit_whatever_a_peer_needs(double bytes, bool met)
    {
        new Row("work", "B", [bytes]) { Goal = Goal.AtMost(4_096) }.Met.ShouldBe(met);
    }

    [Fact]
    public void What_was_not_measured_is_neither_met_nor_missed()
    {
        Row.Missing("work", "jq", Goal.RatioAtLeast(6), "jq is missing").Met.ShouldBeNull();
        new Row("work", "ms", [1]).Met.ShouldBeNull();
        new Row("work", "ms", [1]) { Peer = "peer", Goal = Goal.RatioAtMost(1) }.Met.ShouldBeNull();
    }
}
