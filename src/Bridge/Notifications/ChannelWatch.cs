using System.Globalization;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Settings;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Notifications;

/// <summary>Asks daily whether anybody hears the channels, and tells of settings that keep something off.</summary>
public sealed class ChannelWatch(
    IReadOnlyList<INotificationChannel> channels, UnusableSettings settings, ChannelOutages outages, DeliveryLedger deliveries, Notifier notifier, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);
    private static readonly TimeSpan FreshFailure = TimeSpan.FromHours(1);

    /// <summary>Does what is due. Waits for no question's answer.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var channel in channels.Where(channel => channel.Subscribers is not { } known || now - known.Asked >= (known.Confirmed is null ? FreshFailure : Fresh)))
        {
            channel.AskForSubscribers();
        }

        foreach (var channel in channels.OfType<UnusableChannel>())
        {
            await SendAsync(await outages.BeginAsync(channel.Name, channel.Reason, cancellationToken));
        }

        var others = settings.All.Except(channels.OfType<UnusableChannel>().SelectMany(channel => channel.Because)).ToList();
        if (others.Count > 0)
        {
            await SendAsync(await deliveries.PostAsync(ChannelNotices.Off(others, TopicOf(others, now)), cancellationToken));
        }
    }

    // Of all processes and restarts, one tells it in a week.
    private static string TopicOf(IReadOnlyList<UnusableSetting> off, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"system-settings-{LedgerKeys.HashOf(string.Join("; ", off))[..16]}-{ISOWeek.GetYear(now.UtcDateTime)}{ISOWeek.GetWeekOfYear(now.UtcDateTime):00}");

    private Task SendAsync(IReadOnlyList<Delivery> due) => due.Count == 0 ? Task.CompletedTask : notifier.SendAsync(deliveries, due, new AnswerDeadline(time));
}
