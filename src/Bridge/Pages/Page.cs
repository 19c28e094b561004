using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Pages;

/// <summary>The pages that an endpoint may answer with.</summary>
internal static class Page
{
    public static IResult Of(IncidentView view, int status = StatusCodes.Status200OK) =>
        new PageResult<IncidentPage>(status, new(StringComparer.Ordinal) { [nameof(IncidentPage.View)] = view });

    public static IResult Of(IncidentListView view) =>
        new PageResult<IncidentListPage>(StatusCodes.Status200OK, new(StringComparer.Ordinal) { [nameof(IncidentListPage.View)] = view });

    public static IResult Of(CoverageTable table) =>
        new PageResult<CoveragePage>(StatusCodes.Status200OK, new(StringComparer.Ordinal) { [nameof(CoveragePage.Table)] = table });

    public static IResult Of(PostureTable table) =>
        new PageResult<PosturePage>(StatusCodes.Status200OK, new(StringComparer.Ordinal) { [nameof(PosturePage.Table)] = table });

    /// <param name="status">The HTTP status.</param>
    /// <param name="title">What is the matter.</param>
    /// <param name="text">What to do about it.</param>
    /// <param name="signIn">Where to sign in to Entra ID instead; null where nobody can.</param>
    public static IResult Message(int status, string title, string text, string? signIn = null) =>
        new PageResult<MessagePage>(status, new(StringComparer.Ordinal) { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Text)] = text, [nameof(MessagePage.SignIn)] = signIn });

    /// <summary>Whether a browser asks.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
