using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Every file in tests/Samples, posted as it is, gets the answer that tests/Samples/README.md documents.</summary>
public sealed class SamplesTests
{
    private const string Document = "tests/Samples/README.md";
    private const string Mark = "<!-- generated: the answers, by SamplesTests -->";

    [Fact]
    public async Task Every_sample_gets_the_documented_answer()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var store = new ForgetfulStore();
        await using var bridge = await TestBridge.StartAsync(sinks, services => services.AddSingleton<IIncidentStore>(store));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var table = new StringBuilder("| file | answer | activity | assessment | severity | signals |\n|---|---|---|---|---|---|\n");
        var root = Repository.PathOf("tests/Samples");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!file.EndsWith("README.md", StringComparison.Ordinal) && !file.Contains(".expected.", StringComparison.Ordinal) && !file.Contains("/stories/", StringComparison.Ordinal) && !file.Contains("/logs/", StringComparison.Ordinal) && !file.Contains("/templates/", StringComparison.Ordinal) && !file.Contains("/tampering/", StringComparison.Ordinal))
            {
                store.Forget();
                table.Append(await RowAsync(client, bridge.EventsUrl, file, Path.GetRelativePath(root, file)));
            }
        }

        var documented = await File.ReadAllTextAsync(Repository.PathOf(Document), TestContext.Current.CancellationToken);
        Approved.ShouldMatch(documented[..documented.IndexOf(Mark, StringComparison.Ordinal)] + Mark + "\n\n" + table, Document);
    }

    private static async Task<string> RowAsync(HttpClient client, Uri url, string file, string name)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync(url, content, TestContext.Current.CancellationToken);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response.StatusCode == HttpStatusCode.OK
            ? $"| {name} | 200 {Outcome(answer)} | {Text(answer, "activity")} | {Text(answer, "assessment")} | {Text(answer, "severity")} | {Signals(answer)} |\n"
            : $"| {name} | {(int)response.StatusCode} {Text(answer, "detail")} | | | | |\n";
    }

    private static string Outcome(JsonDocument answer) => Text(answer, "outcome");

    private static string Text(JsonDocument answer, string name) => answer.RootElement.TryGetProperty(name, out var value) ? value.ToString() : string.Empty;

    private static string Signals(JsonDocument answer) =>
        answer.RootElement.TryGetProperty("signals", out var signals) ? string.Join(", ", signals.EnumerateArray().Select(signal => signal.GetString())) : string.Empty;
}
