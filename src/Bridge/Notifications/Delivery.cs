using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Notifications;

/// <summary>One message to one channel.</summary>
/// <param name="Message">What is to be told.</param>
/// <param name="Channel">Where it goes.</param>
public sealed record Delivery(Message Message, string Channel)
{
    /// <summary>What sets it apart from another one of the same message to the same channel; mostly empty.</summary>
    public string Suffix { get; init; } = string.Empty;

    public DeliveryState State { get; init; }

    /// <summary>Whose lease it is: another one for each attempt.</summary>
    public string? LeaseId { get; init; }

    /// <summary>When a lease ends, so that another attempt may begin; UTC.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>An attempt ended without telling whether it arrived, so the next message says that it may be a repeat.</summary>
    public bool MayHaveBeenSent { get; init; }

    /// <summary>The channel's own name for the message: SNS's MessageId, Graph's message id, the flow's run id.</summary>
    public string? Proof { get; init; }

    /// <summary>When it was made due, UTC.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>When its state was last settled, UTC; null where no attempt has ended.</summary>
    public DateTimeOffset? Settled { get; init; }

    /// <summary>Why it has not been sent; null where it has, or was not tried.</summary>
    public string? Reason { get; init; }

    /// <summary>How many attempts in a row the channel has refused.</summary>
    public int Refusals { get; init; }

    /// <summary>Before when no attempt begins by itself, UTC; null where one may at any time.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it stands under another message; null where it has not been sent, or was by an earlier version.</summary>
    public bool? IsReply { get; init; }

    /// <summary>By when a receipt must have come, UTC; null where none is waited for.</summary>
    public DateTimeOffset? ReceiptDue { get; init; }

    /// <summary>Told in a digest, so no message stands for it alone.</summary>
    public bool IsInDigest { get; init; }

    /// <summary>Whoever holds this object took the lease with it.</summary>
    [JsonIgnore]
    public bool IsMine { get; init; }

    /// <summary>The version of its entry as the lease was written; null for whoever did not write it.</summary>
    [JsonIgnore]
    public string? LeaseVersion { get; init; }

    /// <summary>Its name in links, logs and receipts.</summary>
    [JsonIgnore]
    public string Id => $"{Message.Topic}.{Message.Number.ToString(CultureInfo.InvariantCulture)}.{Channel}{Suffix}";

    /// <summary>The store's partition that it is kept in: its account, or the system's own.</summary>
    [JsonIgnore]
    public string Partition => LedgerKeys.PartitionOf(Message.Topic);

    /// <summary>Its key there.</summary>
    [JsonIgnore]
    public string Key => LedgerKeys.Delivery(Message.Topic, Message.Number, Channel + Suffix);

    /// <summary>People have been told.</summary>
    [JsonIgnore]
    public bool IsDelivered => State is DeliveryState.Sent or DeliveryState.AcceptedUnproven;

    /// <summary>Whether anything is still to be done about it.</summary>
    [JsonIgnore]
    public bool IsOpen => State is DeliveryState.Due or DeliveryState.Leased || (State == DeliveryState.AcceptedUnproven && ReceiptDue is not null);

    internal static Delivery Of(StoredEntry entry) => Ledger.Read(entry.Content, LedgerJson.Default.Delivery);

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.Delivery);

    /// <summary>Whether an attempt may begin.</summary>
    public bool CanBeLeased(DateTimeOffset now) => State == DeliveryState.Due || (State == DeliveryState.Leased && LeasedUntil <= now);
}
