using System.Net;
using System.Text.RegularExpressions;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Response;

/// <summary>An incident's checklist, as somebody with its link sees and marks it.</summary>
internal sealed partial class Checklist(Uri link) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The page of an incident in which root made itself an access key.</summary>
    public static async Task<Checklist> OpenAsync(PageBridge bridge, string sample = "root-create-access-key")
    {
        await bridge.DeliverAsync(sample);
        return new Checklist(bridge.LastLink());
    }

    public Uri Link => link;

    /// <summary>Where the form is posted to.</summary>
    public Uri Form => new(link.AbsoluteUri.Replace("?", "/steps?", StringComparison.Ordinal));

    public Task<string> PageAsync() => _client.GetStringAsync(link, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(Uri address) => _client.GetAsync(address, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(Uri address, HttpContent content) => _client.PostAsync(address, content, TestContext.Current.CancellationToken);

    /// <summary>Sends the form.</summary>
    /// <param name="name">Who sends it.</param>
    /// <param name="done">The boxes that are ticked.</param>
    /// <param name="shown">The boxes that were ticked when the page was opened.</param>
    public async Task<(HttpStatusCode Status, string? Location, string Page)> MarkAsync(string name, IEnumerable<string> done, IEnumerable<string>? shown = null)
    {
        using var form = FormOf(name, done, shown ?? []);
        using var answer = await PostAsync(Form, form);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static FormUrlEncodedContent FormOf(string name, IEnumerable<string> done, IEnumerable<string> shown) =>
        new([KeyValuePair.Create("name", name), .. done.Select(step => KeyValuePair.Create("done", step)), .. shown.Select(step => KeyValuePair.Create("shown", step))]);

    /// <summary>The ids of all boxes.</summary>
    public static IEnumerable<string> Steps(string page) => Boxes(page, string.Empty);

    /// <summary>The ids of the boxes that are ticked.</summary>
    public static IEnumerable<string> Ticked(string page) => Boxes(page, "checked");

    /// <summary>The ids that the page sends back as those that it showed ticked.</summary>
    public static IEnumerable<string> Shown(string page) => ShownStep().Matches(page).Select(match => match.Groups["id"].Value);

    /// <summary>The page's badges that say urgent.</summary>
    public static int CountUrgent(string page) => page.Split("<span class=\"urgent\">").Length - 1;

    public void Dispose() => _client.Dispose();

    private static IEnumerable<string> Boxes(string page, string attribute) =>
        Box().Matches(page).Where(match => match.Value.Contains(attribute, StringComparison.Ordinal)).Select(match => match.Groups["id"].Value);

    [GeneratedRegex("""<input type="checkbox" name="done" value="(?<id>[a-z-]+)"[^>]*>""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Box();

    [GeneratedRegex("""<input type="hidden" name="shown" value="(?<id>[a-z-]+)"[^>]*>""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ShownStep();
}
