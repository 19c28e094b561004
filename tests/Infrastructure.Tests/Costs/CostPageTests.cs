using RootWatch.Costs.Counts;
using RootWatch.Costs.Page;
using RootWatch.Costs.Prices;

namespace RootWatch.Infrastructure.Tests.Costs;

public sealed class CostPageTests
{
    [Fact]
    public void The_page_is_what_counts_prices_and_templates_make_of_it() =>
        Approved.ShouldMatch(CostPage.Write(), "docs/costs.md");

    [Fact]
    public void Every_size_of_the_page_was_counted() =>
        CountList.Read().Select(count => new Size(count.Accounts, count.Regions)).ShouldBe(Size.All);

    [Fact]
    public void Every_size_got_the_events_that_it_sends_and_wrote_to_its_ledger() =>
        CountList.Read().ShouldAllBe(count =>
            count.Minutes >= 5 && count.TableRequests > 0 && count.TelemetryItems > 0 && count.TableRequestsOfAlert > 0 && count.RequestsOutOfAlert == 2
            && count.Events >= 0.98 * count.Accounts * count.Regions * count.Minutes / 5 && count.Events <= (1.02 * count.Accounts * count.Regions * count.Minutes / 5) + 1);

    [Fact]
    public void Without_a_use_of_root_nobody_is_written_to() => CountList.Read().ShouldAllBe(count => count.RequestsOut == 0);

    [Fact]
    public void Every_price_has_its_page_and_either_a_source_with_its_date_or_a_reason_why_not()
    {
        var prices = PriceList.Read().All;

        prices.Select(price => price.Id).ShouldBeUnique();
        prices.ShouldAllBe(price => price.Usd > 0 && price.Per > 0 && price.Page.Scheme == "https");
        prices.ShouldAllBe(price => price.IsConfirmed ? price.Dated != null : price.Note!.StartsWith("Not confirmed", StringComparison.Ordinal));
    }
}
