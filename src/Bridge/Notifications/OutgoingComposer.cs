using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications.Teams;

namespace RootWatch.Bridge.Notifications;

/// <summary>Adds to a message what it needs on its way: links, the thread it belongs to, a receipt's address.</summary>
public sealed class OutgoingComposer(LinkSigner links, IOptions<TeamsOptions> teams)
{
    public async Task<Outgoing> ComposeAsync(Deliveries book, Delivery delivery, INotificationChannel channel)
    {
        var message = delivery.Message;
        var first = channel.HasThreads && message.Number > 1 ? await FirstAsync(book, delivery) : null;
        return new Outgoing(message, delivery.Id, delivery.MayHaveBeenSent)
        {
            Thread = first?.Proof,
            Links = IsOfIncident(message) && links.Sign(LinkSigner.Acknowledge, message.Topic, "/acknowledgement") is { } link ? [new MessageLink("Say whether this was us", link)] : [],
            Receipt = teams.Value is { Via: TeamsVia.Workflow, Workflow.ReceiptsRequired: true } && channel.Name is "teams" ? links.Sign(LinkSigner.Receipt, delivery.Id) : null,
        };
    }

    private static async Task<Delivery?> FirstAsync(Deliveries book, Delivery later)
    {
        try
        {
            return (await book.OfTopicAsync(later.Message.Topic, CancellationToken.None))
                .FirstOrDefault(other => other.Channel == later.Channel && other is { State: DeliveryState.Sent, IsInDigest: false } && other.Message.Number < later.Message.Number);
        }
        catch (StoreUnavailableException)
        {
            // Better beside the thread than not at all.
            return null;
        }
    }

    private static bool IsOfIncident(Message message) => message is Alert || message is Notice { Kind: NoticeKind.IncidentClosed or NoticeKind.Acknowledged };
}
