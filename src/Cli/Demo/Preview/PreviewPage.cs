using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Cli.Demo.Preview;

/// <summary>Shows every message as Teams would, with Microsoft's own renderer, beside its mail and its text message. For local runs alone.</summary>
internal static class PreviewPage
{
    public const string Path = "/preview";

    private static readonly OnCallPerson[] OnCall = [new() { Name = "Kim Example", Id = "kim@example.com" }];

    // What npm ci puts beside the repository's own files.
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["adaptivecards.js"] = "node_modules/adaptivecards/dist/adaptivecards.js",
        ["markdown-it.js"] = "node_modules/markdown-it/dist/markdown-it.js",
    };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, () => Results.Content(Resource("preview.html"), "text/html; charset=utf-8"));
        endpoints.MapGet(Path + "/preview.js", () => Results.Content(Resource("preview.js"), "text/javascript"));
        endpoints.MapGet(Path + "/messages.json", (OutgoingComposer composer, RedriveAdvice advice, TimeProvider time) => MessagesAsync(composer, advice, time.GetUtcNow()));
        endpoints.MapGet(Path + "/{script}", (string script) =>
            Scripts.TryGetValue(script, out var file) && Find(file) is { } path ? Results.File(path, "text/javascript") : Results.NotFound());
    }

    /// <summary>The card as Teams gets it.</summary>
    internal static JsonElement CardOf(SampleMessage shown) =>
        JsonSerializer.SerializeToElement(CardComposer.Compose(shown.Outgoing, new TeamsOptions { OnCall = OnCall }.MentionedIn(shown.Outgoing.Message)), CardJson.Default.AdaptiveCard);

    private static async Task<IResult> MessagesAsync(OutgoingComposer composer, RedriveAdvice advice, DateTimeOffset now)
    {
        var messages = await new SampleMessages(composer, advice, now).MessagesAsync();
        return Results.Json(messages.Select(shown =>
        {
            using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(shown.Outgoing, "arn:aws:sns:eu-central-1:111122223333:root-use").Body);
            return new
            {
                shown.Name,
                shown.Title,
                Card = CardOf(shown),
                Email = texts.RootElement.GetProperty("email").GetString(),
                Sms = texts.RootElement.GetProperty("sms").GetString(),
            };
        }).ToList());
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, file)))
            {
                return System.IO.Path.Combine(folder.FullName, file);
            }
        }

        return null;
    }
}
