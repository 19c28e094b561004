using System.Globalization;
using System.Text;
using RootWatch.Costs.Counts;
using RootWatch.Costs.Prices;
using RootWatch.Costs.Templates;

namespace RootWatch.Costs.Page;

/// <summary>docs/costs.md.</summary>
internal static class CostPage
{
    public static string Write() => Write(CountList.Read(), PriceList.Read(), Parts.Of("hub"), Parts.Of("spoke"), AlertRules.Count());

    public static string Write(IReadOnlyList<Count> counts, PriceList prices, Parts hub, Parts spoke, int alertRules)
    {
        var estimates = counts.Select(count => new Estimate(count, prices, hub, spoke, alertRules)).ToList();
        var page = new StringBuilder();
        Begin(page, counts, estimates);
        Levers(page, prices, estimates, spoke);
        Counted(page, counts, estimates, hub, spoke, alertRules);
        Prices(page, prices);
        return page.ToString();
    }

    private static void Begin(StringBuilder page, IReadOnlyList<Count> counts, List<Estimate> estimates)
    {
        Add(page, $"""
            # What it costs

            <!-- dotnet run --project benchmarks/Costs writes this page; a test fails when it is stale. -->

            A month of 730 hours in US dollars, at list prices, without anybody's use of root; a few alerts change nothing. Heartbeats every five minutes, 2 GB and one instance ready, as [deploying](deploy.md) does by default. Counted operations times dated prices: both stand below. Check the prices of your regions and contracts.

            | accounts × regions | {Cells(counts, static count => $"{Number(count.Accounts)} × {count.Regions}")}
            |---|{string.Concat(Enumerable.Repeat("---:|", counts.Count))}
            """);
        foreach (var (row, line) in estimates[0].Lines.Index())
        {
            Add(page, $"| {line.What} | {Cells(estimates, estimate => Usd(estimate.Lines[row].Usd))}");
        }

        Add(page, $"| **together** | {Cells(estimates, static estimate => $"**{Usd(estimate.Total)}**")}");
        Add(page, string.Empty);
    }

    private static void Levers(StringBuilder page, PriceList prices, List<Estimate> estimates, Parts spoke)
    {
        var ready = prices.Of("ready", Assumptions.MemoryGb * Month.Seconds);
        Add(page, $"""
            ## What changes it

            | setting | a month |
            |---|---|
            | `ROOTWATCH_HEARTBEAT_MINUTES=15` instead of {spoke.HeartbeatMinutes} | AWS's heartbeats cost {string.Join(", ", estimates.Select(estimate => Usd(estimate.EventsWith(15))))} in the sizes above, and Azure's calls and telemetry fall alike; silence is noticed after 46 minutes |
            | `QueueAlarm=false` of the spokes | without the line "the spokes' alarms"; ten alarms an account are free anyhow, where it has no others |
            | `ROOTWATCH_ALWAYS_READY` | {Usd(ready)} for each instance; with 0 the first event after a pause meets a cold start |
            | `ROOTWATCH_MEMORY_MB` | an instance kept ready costs {Usd(ready / 4)} with 512 MB, {Usd(ready)} with 2048, {Usd(ready * 2)} with 4096; busy time goes along |
            | `ROOTWATCH_ZONE_REDUNDANT=true` | {Usd(3 * ready)} more: Azure keeps two instances ready for HTTP and two for the timer |
            | `ROOTWATCH_PRIVATE_NETWORK=true` | {Usd(prices.Of("private-endpoint", Assumptions.PrivateEndpoints * Month.Hours) + prices.Of("private-zone", Assumptions.PrivateEndpoints))} for {Assumptions.PrivateEndpoints} private endpoints and their zones, and a cent a GB |
            | `ROOTWATCH_LOG_RETENTION_DAYS` above 90 | {Usd(prices.Of("retention", 1))} for each GB that is kept, and month |
            | `ROOTWATCH_READER_EXTERNAL_ID` | nothing: AWS does not charge for these calls |
            | `ROOTWATCH_LOCK`, alerts on the activity log, StackSets, rules | nothing |
            | `OTEL_EXPORTER_OTLP_ENDPOINT` | what that system asks for; traces and metrics go there besides |

            """);
    }

    private static void Counted(StringBuilder page, IReadOnlyList<Count> counts, List<Estimate> estimates, Parts hub, Parts spoke, int alertRules)
    {
        var alert = counts.MinBy(static count => count.TableRequestsOfAlert)!;
        Add(page, $"""
            ## What was counted

            The bridge with its real ledger on Azurite, its real exporter before a stand-in for Azure Monitor, and heartbeats from the simulator of API destinations, for {counts[0].Minutes} minutes of a real clock (`dotnet run --project benchmarks/Costs -c Release -- count 60` counts again). The period of heartbeats, alarms, keys and alert rules are counted in the templates.

            | | {Cells(counts, static count => $"{Number(count.Accounts)} × {count.Regions}")}
            |---|{string.Concat(Enumerable.Repeat("---:|", counts.Count))}
            | heartbeats a month | {Cells(estimates, static estimate => Number(estimate.Heartbeats))}
            | CloudTrail probes a month | {Cells(estimates, static estimate => Number(estimate.Probes))}
            | requests to the table a minute | {Cells(counts, static count => Number((decimal)count.TableRequests / count.Minutes))}
            | requests to SNS and Teams | {Cells(counts, static count => Number(count.RequestsOut))}
            | items of telemetry a minute, the worker's | {Cells(counts, static count => Number((decimal)count.TelemetryItems / count.Minutes))}
            | their kB a minute | {Cells(counts, static count => Number((decimal)count.TelemetryBytes / count.Minutes / 1000))}
            | GB of telemetry a month, with the host's | {Cells(estimates, static estimate => Number(estimate.TelemetryGb))}

            A use of root that is sent at once takes about {alert.TableRequestsOfAlert} requests to the table and {alert.RequestsOutOfAlert} to SNS and Teams. The hub's alarms look at {hub.AlarmMetrics} metrics, {hub.RulesOnBus} of them for each query over the bus's rules; a spoke's at {spoke.AlarmMetrics}. There are {alertRules} alert rules that query logs.

            Not counted, since it takes the Functions host in Azure, but assumed: {Assumptions.HostItemsOfCall} items of {Number(Assumptions.HostBytesOfItem)} bytes to Application Insights for each call, of which the host keeps [{Assumptions.HostItemsPerSecond} a second](https://learn.microsoft.com/azure/azure-functions/functions-host-json#applicationinsightssamplingsettings); {Number(Assumptions.LogBytesOfCall)} bytes of its log for each call, all of which the diagnostic setting keeps; a second for each event, unless they come more often, and for each run of the timer, which writes one blob. One instance answers all. Left out, because next to nothing: what the ledger holds, vault, queues, mails, the identity's tokens. Left out, because no price was found: traffic out of AWS to the function, about 1 kB an event.

            """);
    }

    private static void Prices(StringBuilder page, PriceList prices)
    {
        Add(page, """
            ## Prices

            US East (N. Virginia) and East US. The vendor's page is where to look; the text is where the figure was read, and from when it is.

            | price | US dollars | for | page | read in | from |
            |---|---:|---|---|---|---|
            """);
        foreach (var price in prices.All)
        {
            var source = price.Source is null ? "**not confirmed**" : price.Source.StartsWith("https://", StringComparison.Ordinal) ? $"[{new Uri(price.Source).Host}]({price.Source})" : price.Source;
            Add(page, $"| {price.What}{(price.Note is null ? string.Empty : $". {price.Note}")} | {price.Usd.ToString("0.00####", CultureInfo.InvariantCulture)} | {(price.Per == 1 ? string.Empty : $"{Number(price.Per)} ")}{price.Unit} | [{price.Page.Host}]({price.Page}) | {source} | {price.Dated ?? "–"} |");
        }
    }

    private static void Add(StringBuilder page, string text) => page.Append(text.ReplaceLineEndings("\n")).Append('\n');

    private static string Cells<T>(IEnumerable<T> items, Func<T, string> text) => string.Concat(items.Select(item => $"{text(item)} | ")).TrimEnd();

    private static string Usd(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString(number is > 0 and < 10 && number != Math.Round(number) ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
