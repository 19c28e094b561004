using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications;

/// <summary>
/// Sends through one channel within 4 s: up to three attempts of 1.5 s each, behind a circuit breaker that
/// is this channel's alone, so that a channel that is down costs the other nothing.
/// </summary>
internal sealed class ChannelPipeline
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan BreakFor = TimeSpan.FromSeconds(15);
    private static readonly ResiliencePropertyKey<Sending> Key = new("RootWatch.Sending");

    private readonly INotificationChannel _channel;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<SendOutcome> _pipeline;

    public ChannelPipeline(INotificationChannel channel, TimeProvider time)
    {
        _channel = channel;
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<SendOutcome> { TimeProvider = time }
            .AddTimeout(Deadline)
            .AddRetry(new RetryStrategyOptions<SendOutcome>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(IsToBeTriedAgain(args.Outcome, args.Context)),
                DelayGenerator = args => ValueTask.FromResult(WaitOf(args.Outcome)),
                OnRetry = args =>
                {
                    Renew(args.Outcome, args.Context);
                    return default;
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
            {
                FailureRatio = 0.9,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = BreakFor,
                ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
            })
            .Build();
    }

    public async Task<SendResult> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        var sending = new Sending(_time.GetTimestamp()) { MayHaveBeenSent = outgoing.MayBeRepeat };
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Key, sending);
        try
        {
            var outcome = await _pipeline.ExecuteAsync(
                async attempt =>
                {
                    var result = await AttemptAsync(outgoing with { MayBeRepeat = sending.MayHaveBeenSent }, attempt.CancellationToken);
                    sending.MayHaveBeenSent |= result is SendOutcome.Unknown or SendOutcome.Unrecognized;
                    return sending.Last = result;
                },
                context);
            return new SendResult(outcome, sending.MayHaveBeenSent);
        }
        catch (TimeoutRejectedException)
        {
            return new SendResult(sending.Last ?? new SendOutcome.Unavailable("no attempt in time"), sending.MayHaveBeenSent);
        }
        catch (BrokenCircuitException broken)
        {
            return new SendResult(new SendOutcome.Unavailable("circuit open", broken.RetryAfter ?? BreakFor), sending.MayHaveBeenSent);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<SendOutcome> AttemptAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        try
        {
            // Nothing has been sent yet, so what does not hear that its time is up is left alone.
            if (await WithinAsync(prepare => _channel.PrepareAsync(prepare).WaitAsync(prepare), cancellationToken) is { } notReady)
            {
                return notReady;
            }
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Unavailable("no credentials in time");
        }
#pragma warning disable CA1031 // Whatever it is, nothing has been sent.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new SendOutcome.Unavailable($"no credentials: {SendOutcome.OfFailure(failure).Why}");
        }

        try
        {
            return await WithinAsync(attempt => _channel.SendAsync(outgoing, attempt), cancellationToken);
        }
#pragma warning disable CA1031 // The end of the line for a send that may outlive its request: what is not caught here is seen by nobody.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return SendOutcome.OfFailure(failure);
        }
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(AttemptTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return await act(either.Token);
    }

    private bool IsToBeTriedAgain(Outcome<SendOutcome> outcome, ResilienceContext context)
    {
        var sending = context.Properties.GetValue(Key, new Sending(_time.GetTimestamp()));
        return (IsTransient(outcome) || (outcome.Result is SendOutcome.Refused { IsOfCredentials: true } && !sending.HasNewCredentials))
            && _time.GetElapsedTime(sending.Started) + (WaitOf(outcome) ?? TimeSpan.Zero) + AttemptTimeout <= Deadline;
    }

    private void Renew(Outcome<SendOutcome> outcome, ResilienceContext context)
    {
        if (outcome.Result is SendOutcome.Refused)
        {
            context.Properties.GetValue(Key, new Sending(_time.GetTimestamp())).HasNewCredentials = true;
            _channel.DropCredentials();
        }
    }

    private static bool IsTransient(Outcome<SendOutcome> outcome) => outcome.Result is SendOutcome.Unavailable or SendOutcome.Unknown;

    private static TimeSpan? WaitOf(Outcome<SendOutcome> outcome) => (outcome.Result as SendOutcome.Unavailable)?.RetryAfter;

    /// <summary>How far the attempts at one message have come.</summary>
    private sealed class Sending(long started)
    {
        public long Started => started;

        public bool MayHaveBeenSent { get; set; }

        public bool HasNewCredentials { get; set; }

        public SendOutcome? Last { get; set; }
    }
}
