using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

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
    private static readonly ResiliencePropertyKey<long> Started = new("RootWatch.Started");

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
                ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome) && FitsBudget(args.Context, RetryAfter(args.Outcome))),
                DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
            {
                FailureRatio = 0.9,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = BreakFor,
                ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
            })
            .AddTimeout(AttemptTimeout)
            .Build();
    }

    public async Task<SendResult> SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        var mayHaveBeenSent = outgoing.MayBeRepeat;
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Started, _time.GetTimestamp());
        try
        {
            var outcome = await _pipeline.ExecuteAsync(
                async attempt =>
                {
                    var result = await AttemptAsync(outgoing with { MayBeRepeat = mayHaveBeenSent }, attempt.CancellationToken);
                    mayHaveBeenSent |= result is SendOutcome.Unknown;
                    return result;
                },
                context);
            return new SendResult(outcome, mayHaveBeenSent);
        }
        catch (TimeoutRejectedException)
        {
            return new SendResult(new SendOutcome.Unknown("no answer in time"), MayHaveBeenSent: true);
        }
        catch (BrokenCircuitException broken)
        {
            return new SendResult(new SendOutcome.Unavailable("circuit open", broken.RetryAfter ?? BreakFor), mayHaveBeenSent);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<SendOutcome> AttemptAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        try
        {
            return await _channel.SendAsync(outgoing, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Unknown("no answer in time");
        }
        catch (HttpRequestException failure)
        {
            return SendOutcome.OfFailure(failure);
        }
#pragma warning disable CA1031 // The end of the line for a send that may outlive its request: what is not caught here is seen by nobody.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // Its type alone: a message may quote an address that is a secret.
            return new SendOutcome.Unknown(failure.GetType().Name);
        }
    }

    private static bool IsTransient(Outcome<SendOutcome> outcome) =>
        outcome.Result is SendOutcome.Unavailable or SendOutcome.Unknown || outcome.Exception is TimeoutRejectedException;

    private static TimeSpan? RetryAfter(Outcome<SendOutcome> outcome) => (outcome.Result as SendOutcome.Unavailable)?.RetryAfter;

    private bool FitsBudget(ResilienceContext context, TimeSpan? wait) =>
        context.Properties.TryGetValue(Started, out var started)
        && _time.GetElapsedTime(started) + (wait ?? TimeSpan.Zero) + AttemptTimeout <= Deadline;
}
