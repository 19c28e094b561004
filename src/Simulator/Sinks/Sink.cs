using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>A recording stand-in for one channel.</summary>
/// <typeparam name="T">What it records.</typeparam>
public abstract class Sink<T>(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<T> _received = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private int _requests;

    public FaultPlan Faults { get; } = new();

    /// <summary>All requests, faulted ones included.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What people would see, in the order in which it came.</summary>
    public IReadOnlyList<T> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    protected TimeProvider Time => time;

    /// <summary>Completes when so many have been received.</summary>
    public Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_received.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    internal async Task HandleAsync(HttpContext context)
    {
        // Whole before anything goes wrong: what a slow sink has read, it handles, though the caller may be gone.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        if (await TryAnswerQuestionAsync(context))
        {
            return;
        }

        Interlocked.Increment(ref _requests);
        var fault = (await FaultsForAsync(context)).Next();
        switch (fault)
        {
            case Fault.Status status:
                context.Response.StatusCode = status.Code;
                context.Response.ContentType = status.ContentType;
                context.Response.Headers.RetryAfter = status.RetryAfter;
                await context.Response.WriteAsync(status.Body, context.RequestAborted);
                return;
            case Fault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case Fault.Reset:
                context.Abort();
                return;
            case Fault.BadCredentials:
                await RefuseCredentialsAsync(context);
                return;
            case Fault.SlowBody or Fault.CutBody:
                await AcceptInPartsAsync(context, (fault as Fault.SlowBody)?.By);
                return;
            case Fault.Slow slow:
                await Task.Delay(slow.By, TimeProvider.System, CancellationToken.None);
                break;
            default:
                break;
        }

        await AcceptAsync(context, isLost: fault is Fault.Lost);
    }

    /// <summary>Answers what is no message: it counts as no request, and meets no fault.</summary>
    protected virtual Task<bool> TryAnswerQuestionAsync(HttpContext context) => Task.FromResult(false);

    /// <summary>The faults that a request may meet.</summary>
    protected virtual Task<FaultPlan> FaultsForAsync(HttpContext context) => Task.FromResult(Faults);

    protected abstract Task AcceptAsync(HttpContext context, bool isLost);

    protected virtual Task RefuseCredentialsAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    protected void Record(T received)
    {
        lock (_lock)
        {
            _received.Add(received);
            _waiting.FindAll(waiting => _received.Count >= waiting.Count).ForEach(waiting => waiting.Reached.TrySetResult());
        }
    }

    private async Task AcceptInPartsAsync(HttpContext context, TimeSpan? between)
    {
        var answer = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await AcceptAsync(context, isLost: false);
        context.Response.Body = answer;
        if (body.Length == 0)
        {
            body.WriteByte((byte)' ');
        }

        var bytes = body.ToArray();
        var half = bytes.Length / 2;
        context.Response.ContentLength = bytes.Length;
        await answer.WriteAsync(bytes.AsMemory(0, half), CancellationToken.None);
        await answer.FlushAsync(CancellationToken.None);
        if (between is not { } wait)
        {
            // Abort throws away what is still on its way.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            context.Abort();
            return;
        }

        await Task.Delay(wait, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await answer.WriteAsync(bytes.AsMemory(half), CancellationToken.None);
    }

    protected static string Id(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D6}");
}
