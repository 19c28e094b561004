using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications;

/// <summary>
/// Keeps a channel from drowning its readers: once more messages come within 5 s than anybody can read, all but
/// the Critical ones are told in one digest every 5 s, until a window passes without too many.
/// </summary>
internal sealed class StormGate(int readable, Func<OutgoingMessage, Task<SendResult>> send, TimeProvider time)
{
    private const int Most = 2000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private static readonly Task<SendResult> NotHeld = Task.FromException<SendResult>(new InvalidOperationException("The message is not held."));

    private readonly Lock _lock = new();
    private long? _windowStarted;
    private int _inWindow;
    private bool _isStorming;
    private Batch? _batch;

    /// <param name="outgoing">A message.</param>
    /// <param name="told">What comes of the digest that tells it, where it is held for one.</param>
    /// <returns>Whether it is held; else it is to be sent by itself.</returns>
    public bool TryHold(OutgoingMessage outgoing, out Task<SendResult> told)
    {
        told = NotHeld;
        if (outgoing.Message.Urgency == Severity.Critical)
        {
            return false;
        }

        lock (_lock)
        {
            if (_windowStarted is null || time.GetElapsedTime(_windowStarted.Value) >= Window)
            {
                _isStorming = _windowStarted is not null && _inWindow > readable && time.GetElapsedTime(_windowStarted.Value) < 2 * Window;
                _windowStarted = time.GetTimestamp();
                _inWindow = 0;
            }

            if (++_inWindow <= readable && !_isStorming)
            {
                return false;
            }

            if (_inWindow > readable + Most)
            {
                told = Task.FromResult(new SendResult(new SendOutcome.Unavailable("too many messages at once"), outgoing.MayBeRepeat));
                return true;
            }

            if (_batch is null)
            {
                _batch = new Batch();
                _ = SendAsync(_batch, Window - time.GetElapsedTime(_windowStarted.Value));
            }

            _batch.Add(outgoing);
            told = _batch.Told.Task;
            return true;
        }
    }

    private async Task SendAsync(Batch batch, TimeSpan wait)
    {
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, CancellationToken.None);
        lock (_lock)
        {
            _batch = null;
        }

        batch.Told.SetResult(await send(batch.Digest(time.GetUtcNow())));
    }

    private sealed class Batch
    {
        private const int MostLines = 15;

        private readonly PriorityQueue<Fact, Severity> _worst = new();
        private readonly DigestContent _content = new();
        private Severity _severity = Severity.Informational;
        private bool _mayBeRepeat;

        public TaskCompletionSource<SendResult> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Add(OutgoingMessage outgoing)
        {
            var words = Wording.Of(outgoing);
            _content.Add(outgoing.Message);
            _severity = words.Severity > _severity ? words.Severity : _severity;
            _mayBeRepeat |= outgoing.MayBeRepeat;
            _worst.Enqueue(new Fact(words.Account ?? "RootWatch", $"{words.Title} ({outgoing.Message.Topic})"), words.Severity);
            if (_worst.Count > MostLines)
            {
                _worst.Dequeue();
            }
        }

        public OutgoingMessage Digest(DateTimeOffset now)
        {
            List<Fact> worst = [];
            while (_worst.TryDequeue(out var fact, out _))
            {
                worst.Insert(0, fact);
            }

            var notice = ChannelNotices.Digest(worst, _content, _severity, now);
            return new OutgoingMessage(notice, notice.Topic, _mayBeRepeat);
        }
    }
}
