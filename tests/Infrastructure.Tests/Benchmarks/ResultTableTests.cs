using RootWatch.SideBySide;

namespace RootWatch.Infrastructure.Tests.Benchmarks;

public sealed class ResultTableTests
{
    [Fact]
    public void A_row_shows_both_figures_the_ratio_its_spread_and_whether_the_goal_is_met()
    {
        ResultTable.Of([new Row("scan", "records/s", [200_000, 300_000, 250_000]) { Peer = "`zcat`", Peers = [100_000, 100_000, 100_000], Goal = Goal.RatioAtLeast(1.2) }])
            .ShouldEndWith("| scan | 250 k records/s | `zcat`: 100 k records/s | 2.5 | 2–3 | ≥ 1.2 × | yes |\n");
    }

    [Fact]
    public void A_goal_that_is_missed_stands_out()
    {
        ResultTable.Of([new Row("scan, memory", "MB", [180.2]) { Goal = Goal.AtMost(150) }]).ShouldEndWith("| scan, memory | 180 MB | – | – | – | ≤ 150 MB | **no** |\n");
    }

    [Fact]
    public void A_peer_that_is_missing_is_named()
    {
        ResultTable.Of([Row.Missing("scan", "`jq`", Goal.RatioAtLeast(6), "jq is missing")]).ShouldEndWith("| scan | – | `jq` | – | – | ≥ 6 × | not measured: jq is missing |\n");
    }

    [Fact]
    public void On_the_page_only_what_stands_between_the_markers_is_replaced()
    {
        const string Page = "# Performance\n\n<!-- ./bench writes from here -->\nold\n<!-- to here -->\n\nProse.\n";

        PerformancePage.With(Page, ["two cores"], "| new |\n").ShouldBe("# Performance\n\n<!-- ./bench writes from here -->\n| new |\n\n- two cores\n<!-- to here -->\n\nProse.\n");
    }

    [Fact]
    public void A_page_without_markers_is_not_written_over()
    {
        Should.Throw<InvalidOperationException>(() => PerformancePage.With("# Performance\n", [], "| new |\n"));
    }
}
