using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Notifications;

/// <summary>A channel that a setting keeps off. It refuses, so what is for it stays due until the setting has been mended.</summary>
internal sealed class UnusableChannel(string name, IReadOnlyList<UnusableSetting> because) : INotificationChannel
{
    public string Name => name;

    public IReadOnlyList<UnusableSetting> Because => because;

    public string Reason { get; } = string.Join("; ", because);

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(Reason);

    public Task<SendOutcome?> PrepareAsync(CancellationToken cancellationToken) => Task.FromResult<SendOutcome?>(new SendOutcome.Refused(Reason));

    public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken) => Task.FromResult<SendOutcome>(new SendOutcome.Refused(Reason));
}
