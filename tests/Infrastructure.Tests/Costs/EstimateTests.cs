using RootWatch.Costs.Counts;
using RootWatch.Costs.Page;
using RootWatch.Costs.Prices;
using RootWatch.Costs.Templates;

namespace RootWatch.Infrastructure.Tests.Costs;

/// <summary>The sums that people check by hand.</summary>
public sealed class EstimateTests
{
    [Fact]
    public void Heartbeats_are_one_for_each_spoke_and_the_hubs_own_every_five_minutes()
    {
        Of(accounts: 50, regions: 3).Heartbeats.ShouldBe(151 * 8_760);
        Of(accounts: 50, regions: 3).Probes.ShouldBe(150 * (730 / 24m));
    }

    // 151 × 8,760 put, 150 × 8,760 + 4,562.5 forwarded, all delivered.
    [Fact]
    public void Events_cost_where_they_are_put_forwarded_and_delivered() =>
        Of(accounts: 50, regions: 3).Lines[0].Usd.ShouldBe(((151 * 8_760 * 1.00m) + ((1_314_000 + 4_562.5m) * 1.00m) + ((1_322_760 + 4_562.5m) * 0.20m)) / 1_000_000);

    [Fact]
    public void An_accounts_schedules_stay_below_what_is_free() =>
        (17 * (8_760 + 31)).ShouldBeLessThan((int)Assumptions.FreeSchedulerCalls);

    [Fact]
    public void An_instance_kept_ready_costs_the_same_for_everybody()
    {
        Of(accounts: 1, regions: 3).Lines[3].Usd.ShouldBe(2 * 2_628_000 * 0.000004m);
        Of(accounts: 10_000, regions: 17).Lines[3].Usd.ShouldBe(21.024m);
    }

    [Fact]
    public void A_longer_period_costs_so_much_less() => Of(accounts: 50, regions: 3).EventsWith(15).ShouldBe(Of(accounts: 50, regions: 3).Lines[0].Usd / 3);

    [Fact]
    public void Little_telemetry_costs_nothing() => Of(accounts: 1, regions: 3).Lines.Single(line => line.What == "Azure: telemetry").Usd.ShouldBe(0);

    private static Estimate Of(int accounts, int regions) =>
        new(new Count(accounts, regions, Minutes: 10, Events: 1, TableRequests: 400, RequestsOut: 0, TelemetryItems: 10, TelemetryBytes: 5_000, TableRequestsOfAlert: 11, RequestsOutOfAlert: 2), PriceList.Read(), Parts.Of("hub"), Parts.Of("spoke"), alertRules: 4);
}
