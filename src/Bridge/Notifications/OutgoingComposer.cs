using Microsoft.Extensions.Options;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications.Teams;

namespace RootWatch.Bridge.Notifications;

/// <summary>Adds to a message what it needs on its way: names, links, the thread it belongs to, a receipt's address.</summary>
public sealed class OutgoingComposer(LinkSigner links, AccountNames names, AddressBook addresses, IOptions<NotificationOptions> options, IOptions<TeamsOptions> teams)
{
    public async Task<Outgoing> ComposeAsync(Deliveries book, Delivery delivery, INotificationChannel channel)
    {
        var message = delivery.Message;
        var first = channel.HasThreads && message.Number > 1 ? await FirstAsync(book, delivery) : null;
        return new Outgoing(message, delivery.Id, delivery.MayHaveBeenSent)
        {
            Thread = first?.Proof,
            AccountName = AccountOf(message) is { } account ? await names.FindAsync(account) : null,
            Network = message is Alert { Finding.Record.SourceIp: var source } ? addresses.Find(source) : null,
            Links = [.. Links(message)],
            Receipt = teams.Value is { Via: TeamsVia.Workflow, Workflow.ReceiptsRequired: true } && channel.Name is "teams" ? links.Sign(LinkSigner.Receipt, delivery.Id) : null,
        };
    }

    private static string? AccountOf(Message message) =>
        message switch
        {
            Alert alert => alert.Finding.Record.Account,
            Notice notice => notice.Account,
            _ => null,
        };

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

    private IEnumerable<MessageLink> Links(Message message)
    {
        if (IsOfIncident(message) && links.Sign(LinkSigner.Incident, message.Topic) is { } page)
        {
            yield return new MessageLink("Open incident", page);
            if (message is not Notice { Kind: NoticeKind.Acknowledged })
            {
                yield return new MessageLink("This was us", new Uri($"{page.AbsoluteUri}&answer=legitimate#acknowledge"));
                yield return new MessageLink("Not us", new Uri($"{page.AbsoluteUri}&answer=not-us#acknowledge"));
            }
        }

        if (message is Alert alert && ConsoleLink.To(alert.Finding.Record) is { } record)
        {
            yield return new MessageLink("CloudTrail record", record);
        }

        if (options.Value.RunbookUrl is { } runbook && message is not Notice { Kind: NoticeKind.Weekly or NoticeKind.Test })
        {
            yield return new MessageLink("Runbook", runbook);
        }
    }

    private static bool IsOfIncident(Message message) => message is Alert || message is Notice { Kind: NoticeKind.IncidentClosed or NoticeKind.Acknowledged };
}
