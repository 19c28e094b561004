namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Knows whether anybody is subscribed to a topic. It is asked behind the callers' backs: no message waits for it.</summary>
internal sealed class TopicSubscribers(string topicArn, AwsIdentity identity, ITopicSubscriptions topics, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int _isAsking;
    private volatile Subscribers? _known;

    /// <summary>Null where it has not been asked yet.</summary>
    public Subscribers? Known => _known;

    /// <summary>Asks anew, unless a question is under way.</summary>
    public void Ask()
    {
        if (Interlocked.Exchange(ref _isAsking, 1) == 0)
        {
            _ = Task.Run(AskAsync);
        }
    }

    private async Task AskAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(Patience, time);
            _known = await CountAsync(late.Token).WaitAsync(late.Token);
        }
#pragma warning disable CA1031 // The end of the line: what keeps the answer away must not keep a message away.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _known = new Subscribers(Confirmed: null, time.GetUtcNow(), SendOutcome.OfFailure(failure).Why);
        }
        finally
        {
            Volatile.Write(ref _isAsking, 0);
        }
    }

    private async Task<Subscribers> CountAsync(CancellationToken cancellationToken) =>
        await identity.PrepareAsync(cancellationToken) is { } none
            ? new Subscribers(Confirmed: null, time.GetUtcNow(), none.Why)
            : TopicAttributes.Read(await topics.AskAsync(topicArn, cancellationToken), time);
}
