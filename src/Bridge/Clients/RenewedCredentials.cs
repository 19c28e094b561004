using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Clients;

/// <summary>
/// Credentials that are renewed before they end. While those at hand are good, nobody waits for new ones, and nobody
/// minds that none can be had. Where whoever gives them hangs, each caller waits a short time, and the next caller
/// asks anew beside the question that hangs.
/// </summary>
/// <param name="acquire">Gets new ones. Throws <see cref="CredentialsException"/>.</param>
/// <param name="time">What all waits are measured with.</param>
internal sealed class RenewedCredentials<T>(Func<CancellationToken, Task<ExpiringCredentials<T>>> acquire, TimeProvider time)
    where T : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortTerm = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private ExpiringCredentials<T>? _current;
    private Task<ExpiringCredentials<T>>? _renewal;
    private long _asked;
    private long _answered;
    private int _generation;

    /// <summary>For what is about to be sent: credentials that are good for a minute at least, if there are such.</summary>
    /// <exception cref="CredentialsException">There are none, or none in time.</exception>
    public Task<T> PrepareAsync(CancellationToken cancellationToken) => GetAsync(ShortTerm, cancellationToken);

    /// <summary>For what is being sent: those that were prepared. Whether they have just ended, the service says.</summary>
    /// <exception cref="CredentialsException">There are none, or none in time.</exception>
    public Task<T> GetAsync(CancellationToken cancellationToken) => GetAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>Forgets those at hand.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            (_current, _renewal) = (null, null);
            _generation++;
        }
    }

    private async Task<T> GetAsync(TimeSpan atLeast, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Task<ExpiringCredentials<T>> renewal;
        lock (_lock)
        {
            var isGood = _current is { } credentials && (now + atLeast < credentials.GoodUntil || (atLeast == TimeSpan.Zero && time.GetElapsedTime(_answered) < LongestAttempt));
            if (isGood && (now < _current!.RenewAt || atLeast == TimeSpan.Zero))
            {
                return _current.Value;
            }

            renewal = Renewal();
            if (isGood)
            {
                return _current!.Value;
            }
        }

        try
        {
            return (await renewal.WaitAsync(Patience, time, cancellationToken)).Value;
        }
        catch (Exception failure) when (failure is TimeoutException or CredentialsException)
        {
            // An earlier question may have been answered meanwhile, or what is at hand may be good for some seconds.
            return AtHandAfter(renewal) ?? throw (failure as CredentialsException ?? new CredentialsException(new SendOutcome.Unavailable("no credentials in time")));
        }
    }

    private T? AtHandAfter(Task<ExpiringCredentials<T>> inVain)
    {
        lock (_lock)
        {
            // Nobody waits for it again.
            _renewal = _renewal == inVain ? null : _renewal;
            return _current is { } credentials && time.GetUtcNow() < credentials.GoodUntil ? credentials.Value : null;
        }
    }

    private Task<ExpiringCredentials<T>> Renewal()
    {
        if (_renewal is not { IsCompleted: false } || time.GetElapsedTime(_asked) >= Patience)
        {
            var generation = _generation;
            _asked = time.GetTimestamp();
            _renewal = Task.Run(() => RenewAsync(generation));
        }

        return _renewal;
    }

    private async Task<ExpiringCredentials<T>> RenewAsync(int generation)
    {
        using var late = new CancellationTokenSource(LongestQuestion, time);
        ExpiringCredentials<T> credentials;
        try
        {
            credentials = await acquire(late.Token);
        }
        catch (Exception failure) when (failure is not CredentialsException)
        {
            throw new CredentialsException(new SendOutcome.Unavailable(SendOutcome.OfFailure(failure).Why!));
        }

        lock (_lock)
        {
            if (generation == _generation && !(credentials.GoodUntil < _current?.GoodUntil))
            {
                (_current, _answered) = (credentials, time.GetTimestamp());
            }
        }

        return credentials;
    }
}
