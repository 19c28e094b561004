using Microsoft.Extensions.Options;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Notifications;

/// <summary>Adds to a message what it needs on its way: names, links, the thread it belongs to, a receipt's address.</summary>
public sealed class OutgoingComposer(LinkSigner links, AccountNames names, AddressBook addresses, TimeDisplay times, IOptions<NotificationOptions> options, IOptions<TeamsOptions> teams, TimeProvider time)
{
    // Nothing of it is worth more of an alert's time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<OutgoingMessage> ComposeAsync(DeliveryLedger ledger, Delivery delivery, INotificationChannel channel)
    {
        var message = delivery.Message;
        var thread = channel.HasThreads && message.Number > 1 ? ThreadAsync(ledger, delivery) : Task.FromResult<string?>(null);
        var name = AccountOf(message) is { } account ? names.FindAsync(account) : Task.FromResult<string?>(null);
        return new OutgoingMessage(message, delivery.Id, delivery.MayHaveBeenSent)
        {
            Thread = await thread,
            AccountName = await name,
            Network = message is Alert { Finding.Record.SourceIp: var source } ? addresses.Find(source) : null,
            Times = times,
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

    // The last message that stands by itself: where the first was deleted, a later one took its place. What earlier
    // versions sent does not say whether it is a reply: then it is the first.
    private async Task<string?> ThreadAsync(DeliveryLedger ledger, Delivery later)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var sent = (await ledger.OfTopicAsync(later.Message.Topic, patience.Token).WaitAsync(patience.Token))
                .Where(other => other.Channel == later.Channel && other is { State: DeliveryState.Sent, IsInDigest: false, Proof: not null } && other.Message.Number < later.Message.Number)
                .ToList();
            return (sent.FindLast(other => other.IsReply is false) ?? sent.FirstOrDefault())?.Proof;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
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

        if (message is Notice { ShowsPosture: true } && links.Sign(LinkSigner.Posture, PostureEndpoint.Everything) is { } posture)
        {
            yield return new MessageLink("How root can sign in", posture);
        }

        if (options.Value.RunbookUrl is { } runbook && message is not Notice { Kind: NoticeKind.Weekly or NoticeKind.Test })
        {
            yield return new MessageLink("Runbook", runbook);
        }

        if (message is Alert alert && ConsoleLink.To(alert.Finding.Record) is { } record)
        {
            yield return new MessageLink("CloudTrail record", record);
        }
    }

    private static bool IsOfIncident(Message message) => message is Alert || message is Notice { Kind: NoticeKind.IncidentClosed or NoticeKind.Acknowledged or NoticeKind.CredentialUsed };
}
