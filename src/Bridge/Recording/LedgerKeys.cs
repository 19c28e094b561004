using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Recording;

/// <summary>The ledger's partitions and keys. docs/architecture.md says what each answers.</summary>
internal static class LedgerKeys
{
    /// <summary>The partition of what is about no account.</summary>
    public const string System = "system";

    /// <summary>The partition that lists the accounts with root use in the last days.</summary>
    public const string Accounts = "accounts";

    /// <summary>An account's history, and what people have been told of it.</summary>
    public const string Account = "account";

    /// <summary>What root left behind in an account, and what it did since.</summary>
    public const string Followed = "followed";

    /// <summary>What people in an account did about the resources of response plans, as AWS told.</summary>
    public const string Observed = "observed";

    public const string Deliveries = "delivery|";

    /// <summary>The partition that lists the accounts with root use for as long as any of it is kept.</summary>
    public const string AllAccounts = "all-accounts";

    public const string Events = "event|";

    public const string Incidents = "incident|";

    /// <summary>An event: a record's id may be any text, so its hash.</summary>
    public static string Event(string eventId) => Events + HashOf(eventId);

    public static string HashOf(string eventId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)).AsSpan(0, 16));

    public static string Incident(string id) => Incidents + id;

    /// <summary>How far the response to an incident has come.</summary>
    public static string Response(string incident) => $"response|{incident}";

    public static string DeliveriesOf(string topic) => $"{Deliveries}{topic}|";

    public static string Delivery(string topic, int number, string channel) =>
        $"{DeliveriesOf(topic)}{number.ToString("D6", CultureInfo.InvariantCulture)}|{channel}";

    /// <summary>Whether a text has the form of an incident's name: its account, a hyphen, and 10 hexadecimal digits.</summary>
    public static bool IsIncident(string text) =>
        text.Split('-', 3) is [var account, { Length: 10 } hash] && IsAccount(account) && hash.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether a text has the form of an account, or of what stands for one that a record does not name.</summary>
    public static bool IsAccount(string text) => AccountId.Fits(text) || IsUnknown(text);

    // As records name accounts that are missing or masked.
    private static bool IsUnknown(string account) =>
        account.Split('_', 2) is ["unknown", .. var rest] && (rest is [] || (rest is [{ Length: 8 } masked] && masked.All(char.IsAsciiHexDigitLower)));

    /// <summary>Incidents are named after their account, and what is the system's own begins with its name.</summary>
    public static string PartitionOf(string topic) => topic.Split('-')[0];
}
