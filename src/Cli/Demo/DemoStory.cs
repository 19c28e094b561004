using System.Globalization;
using System.Text;

namespace RootWatch.Cli.Demo;

/// <summary>A normal morning, a stranger, and two things that are no alarm.</summary>
internal static class DemoStory
{
    private const string Day = "2026-11-20T";
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly DateTimeOffset Written = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<DemoEvent> Events { get; } =
    [
        new("01-owner-signs-in.json", "The owner signs in with MFA", IsNews: true),
        new("02-owner-changes-email.json", "… and changes the account's e-mail address", IsNews: true),
        new("03-stranger-fails.json", "A stranger fails to sign in", IsNews: true),
        new("04-stranger-fails-again.json", "… fails again", IsNews: false),
        new("05-stranger-fails-once-more.json", "… and once more", IsNews: false),
        new("06-stranger-signs-in.json", "… then signs in, without MFA", IsNews: true),
        new("07-stranger-is-denied-stop-logging.json", "… tries to stop CloudTrail, is denied", IsNews: true),
        new("08-stranger-creates-root-key.json", "… creates a root access key", IsNews: true),
        new("09-stranger-runs-instances.json", "… starts 40 GPU instances", IsNews: true),
        new("10-stranger-looks-around.json", "… and looks around", IsNews: false),
        new("11-autoscaling-acts-for-root.json", "Auto Scaling acts for another account's root", IsNews: false),
        new("12-iam-user-calls.json", "An IAM user does something", IsNews: false),
    ];

    /// <summary>An event's envelope, moved in time so that the story ends now.</summary>
    public static byte[] Envelope(DemoEvent one, DateTimeOffset now)
    {
        using var resource = typeof(DemoStory).Assembly.GetManifestResourceStream($"Story.{one.File}")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var shift = now - Written;
        // A quoted text that is a time of that day, between two that are none.
        var texts = reader.ReadToEnd().Split('"');
        return Encoding.UTF8.GetBytes(string.Join('"', texts.Select(text => text.StartsWith(Day, StringComparison.Ordinal) ? Moved(text, shift) : text)));
    }

    private static string Moved(string text, TimeSpan shift) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? (time + shift).ToString(Form, CultureInfo.InvariantCulture) : text;
}
