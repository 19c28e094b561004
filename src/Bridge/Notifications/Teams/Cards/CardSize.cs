using System.Text.Encodings.Web;
using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams.Workflows;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>How much of Teams' limit a card takes with everything that goes out with it, in UTF-8 bytes.</summary>
internal static class CardSize
{
    /// <summary>For a flow. Teams takes 28,672 after a transformation of its own that adds a fifth.</summary>
    public const int LargestInWorkflow = 20_000;

    /// <summary>For Graph: Teams' own limit, since the card goes out as a text, whose escapes add more than the transformation does.</summary>
    public const int LargestInGraph = 28_000;

    // The names of a message's properties, ids and types; and of each mention.
    private const int GraphFrame = 800;
    private const int GraphMention = 350;

    /// <summary>The whole message to a flow: the card, what it is attached to, and the receipt's address.</summary>
    public static int InWorkflow(AdaptiveCard card, OutgoingMessage outgoing) =>
        JsonSerializer.SerializeToUtf8Bytes(WorkflowMessage.With(card, outgoing), CardJson.Default.WorkflowMessage).Length;

    /// <summary>The whole message through Graph: the card as a text within JSON, the subject twice, and the mentions.</summary>
    public static int InGraph(AdaptiveCard card, Mentions mentions, OutgoingMessage outgoing) =>
        GraphFrame
        + Escaped(JsonSerializer.Serialize(card, CardJson.Default.AdaptiveCard))
        + (2 * Escaped(Wording.Of(outgoing).Title.ToString()))
        + Escaped(mentions.Html)
        + mentions.People.Sum(person => GraphMention + (2 * Escaped(person.Name)) + Escaped(person.Id));

    /// <summary>A text as it stands in JSON.</summary>
    public static int Escaped(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.Default).EncodedUtf8Bytes.Length;
}
