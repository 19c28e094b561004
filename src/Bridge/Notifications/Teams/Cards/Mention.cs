namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>A person whom Teams notifies, named in a TextBlock by the same text.</summary>
/// <remarks>https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format</remarks>
internal sealed record Mention
{
    public string Type { get; init; } = "mention";

    public required string Text { get; init; }

    public required MentionedPerson Mentioned { get; init; }

    public static Mention Of(OnCallPerson person) => new() { Text = $"<at>{person.Name}</at>", Mentioned = new MentionedPerson { Id = person.Id, Name = person.Name } };
}
