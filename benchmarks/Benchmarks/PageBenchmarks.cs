using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Settings;

namespace RootWatch.Benchmarks;

/// <summary>The page of an incident of fifty records written.</summary>
public class PageBenchmarks
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddSingleton(new UnusableSettings([])).BuildServiceProvider();
    private readonly IncidentView _view = View();

    [GlobalCleanup]
    public void CleanUp() => _services.Dispose();

    [Benchmark]
    public async Task<string> Render()
    {
        await using var renderer = new HtmlRenderer(_services, _services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["View"] = _view });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<IncidentPage>(parameters)).ToHtmlString());
    }

    private static IncidentView View()
    {
        var incident = Records.Ledger(50).Last.Incident;
        List<IncidentRecord> records = [.. incident.Known.Select(static known => new IncidentRecord(known.At, known.Finding))];
        var details = new IncidentDetails(IncidentDocument.Of(incident), records, [], [], []);
        return new IncidentView(
            details,
            Sentence.Of(incident.Snapshot, "Payments"),
            [.. records.Select(static record => new RecordRow(record, null, new StoredRecord("{}", null)))])
        {
            Page = 1,
            Query = string.Empty,
            Checklist = ResponseChecklist.Of(details, ResponseProgress.None, observed: [], posture: null),
            Form = "/api/incidents/1/acknowledgement",
            StepsForm = "/api/incidents/1/steps",
            AccountName = "Payments",
            AsksAws = false,
            Now = incident.End,
        };
    }
}
