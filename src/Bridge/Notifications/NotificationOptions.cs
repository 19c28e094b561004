using System.ComponentModel.DataAnnotations;

namespace RootWatch.Bridge.Notifications;

/// <summary>How often people are told. Section <c>Notifications</c>.</summary>
public sealed class NotificationOptions : IValidatableObject
{
    public const string SectionName = "Notifications";

    /// <summary>How many seconds after an incident's message its next one must wait, unless that makes it Critical; what happens in between is told together. Default: 60.</summary>
    public int SecondsBetweenMessages { get; set; } = 60;

    /// <summary>How many messages a channel shows one by one within 5 seconds; what comes beyond is told in one digest every 5 seconds, except what is Critical. Default: 10.</summary>
    public int MostIn5Seconds { get; set; } = 10;

    /// <summary>Your own page on what to do when root was used; alerts link to it. Default: none.</summary>
    public Uri? RunbookUrl { get; set; }

    internal TimeSpan Interval => TimeSpan.FromSeconds(SecondsBetweenMessages);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SecondsBetweenMessages is < 0 or > 3600)
        {
            yield return new ValidationResult($"Notifications:SecondsBetweenMessages is {SecondsBetweenMessages}; it must be between 0 and 3600.");
        }

        if (MostIn5Seconds is < 1 or > 100_000)
        {
            yield return new ValidationResult($"Notifications:MostIn5Seconds is {MostIn5Seconds}; it must be between 1 and 100000.");
        }

        if (RunbookUrl is not null && (!RunbookUrl.IsAbsoluteUri || RunbookUrl.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult($"Notifications:RunbookUrl is \"{RunbookUrl}\"; it must be an https URL.");
        }
    }
}
