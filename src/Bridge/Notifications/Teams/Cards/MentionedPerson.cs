namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record MentionedPerson
{
    public required string Id { get; init; }

    public required string Name { get; init; }
}
