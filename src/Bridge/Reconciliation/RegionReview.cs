using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>A region in a round.</summary>
internal sealed class RegionReview
{
    private readonly string _account;
    private readonly ReconcileRun _run;
    private readonly TimeSpan _firstLook;
    private readonly Func<IReadOnlyList<string>, CancellationToken, Task<int>> _takeAsync;
    private ReconciledRegion _region;
    private LookupWindow _window;
    private int _found;

    /// <param name="account">Its account.</param>
    /// <param name="region">What is known of it.</param>
    /// <param name="run">The round.</param>
    /// <param name="firstLook">How far back it is asked about at first.</param>
    /// <param name="takeAsync">Takes records' JSON, and says how many of them were not known.</param>
    public RegionReview(string account, ReconciledRegion region, ReconcileRun run, TimeSpan firstLook, Func<IReadOnlyList<string>, CancellationToken, Task<int>> takeAsync)
    {
        (_account, _region, _run, _firstLook, _takeAsync) = (account, region, run, firstLook, takeAsync);
        _window = region.Window is { } left && (run.Since is null || left.Run == run.Id) ? left : Next();
        Inquiries = region.Run == run.Id ? [] : [.. RegionQuestions.All.Select(Inquire)];
    }

    /// <summary>The questions of the time that is being asked for.</summary>
    public IReadOnlyList<HistoryQuery?> Inquiries { get; private set; }

    /// <summary>The region as it stands now.</summary>
    public ReconciledRegion Region
    {
        get
        {
            if (_region.Run == _run.Id)
            {
                // An earlier process of this round went through it.
                return _region;
            }

            var region = _region with { Found = _region.Found + _found };
            if (!IsDone)
            {
                var questions = Inquiries.Select(inquiry => inquiry is { IsDone: false } open ? new QuestionProgress(IsDone: false, open.Next.NextToken) : new QuestionProgress(IsDone: true, NextToken: null));
                return region with { Refusal = Inquiries.FirstOrDefault(inquiry => inquiry?.Refusal is not null)?.Refusal, Window = _window with { Questions = [.. questions] } };
            }

            // Asking for a later time leaves a gap before it.
            var isWithoutGap = region.Until is null || _window.From <= region.Until;
            return region with { Refusal = null, Window = null, Run = _window.To < _run.Started ? region.Run : _run.Id, Until = isWithoutGap && !(region.Until > _window.To) ? _window.To : region.Until };
        }
    }

    private bool IsDone => Inquiries.All(inquiry => inquiry is not { IsDone: false });

    /// <summary>Goes on to what has happened since the time that an earlier round left; false where there is nothing more to ask.</summary>
    public bool MoveOn()
    {
        if (!IsDone || _window.To >= _run.Started || _region.Run == _run.Id)
        {
            return false;
        }

        (_region, _found) = (Region, 0);
        _window = Next();
        Inquiries = [.. RegionQuestions.All.Select(Inquire)];
        return true;
    }

    private LookupWindow Next()
    {
        var from = _run.Since ?? (_region.Until is { } until ? until - HistoryLimits.Overlap : _run.Started - _firstLook);
        var oldest = _run.Started - HistoryLimits.Kept;
        return new LookupWindow(_run.Id, from < oldest ? oldest : from, _run.Started);
    }

    /// <summary>Null where the question was answered before.</summary>
    private HistoryQuery? Inquire((LookupKey Key, string Value) question, int index)
    {
        var progress = index < _window.Questions.Count ? _window.Questions[index] : null;
        return progress is { IsDone: true } ? null
            : new HistoryQuery(new EventLookup(_account, _region.Region, question.Key, question.Value, _window.From, _window.To) { NextToken = progress?.NextToken }, TakeAsync);
    }

    private async Task TakeAsync(IReadOnlyList<string> records, CancellationToken cancellationToken)
    {
        if (records.Count > 0)
        {
            Interlocked.Add(ref _found, await _takeAsync(records, cancellationToken));
        }
    }
}
