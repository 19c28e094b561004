using System.Collections.Immutable;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>
/// Says whose silence counts, what is told together, and who is back. A silence counts only while the bridge heard
/// others. The same signs and the same state give the same answer, whoever looks.
/// </summary>
internal sealed class SilenceWatch(HeartbeatInterval interval, SilenceNotices notices)
{
    private const double ReturningShare = 0.75;

    /// <summary>What lasts is told again after so long.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromDays(1);

    private readonly RootPathWatch _rootPaths = new(interval);

    /// <param name="state">What was noticed before.</param>
    /// <param name="signs">Every spoke's last sign of life.</param>
    /// <param name="listening">What this process knows besides.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>What is noticed now, and what is to be told of it.</returns>
    public (SilenceWatchState State, IReadOnlyList<Notice> Notices) Look(SilenceWatchState state, IReadOnlyCollection<SignOfLife> signs, ListeningState listening, DateTimeOffset now)
    {
        List<Notice> due = [];
        state = state with
        {
            Looked = now,
            LookingSince = now - state.Looked >= interval.CommonPause ? now : state.LookingSince,
            NotBefore = Later(state.NotBefore, listening.NotBefore),
        };
        state = Heard(state, signs, listening.First);
        state = SilenceOfAll(state, signs.Count, listening.IsAnybodyExpected, now, due);
        state = EndOfSilence(state, NotTold(state, signs), signs, now, due);
        state = SilenceOfSome(state, NotTold(state, signs), signs, now, due);
        state = Returns(state, signs, now, due);
        state = _rootPaths.Look(state, listening.RootPaths, now, due);
        return (state, due);
    }

    private SilenceWatchState Heard(SilenceWatchState state, IReadOnlyCollection<SignOfLife> signs, DateTimeOffset? firstHere)
    {
        if (signs.Count == 0 || signs.Max(sign => sign.Last) is var newest && newest <= state.LastHeard)
        {
            return state;
        }

        // A short pause while the last one is not over yet puts nothing off again.
        var heard = state with { LastHeard = newest, Pause = interval.CommonPauseOf([.. signs.Select(sign => sign.Last)]) };
        if (state.LastHeard is not { } last)
        {
            return heard;
        }

        var arrivals = signs.Select(sign => sign.Last).Append(firstHere ?? default).Where(arrival => arrival > last).Order().ToList();
        var pause = state.Common?.To is null ? state.Pause : interval.CommonPause;
        var (from, to) = arrivals.Prepend(last).Zip(arrivals).LastOrDefault(gap => gap.Second - gap.First >= pause);
        return to == default ? heard : heard with { NotBefore = Later(state.NotBefore, to), Common = Common(state, from) with { To = to, LastReturn = to, Missing = int.MaxValue } };
    }

    private SilenceWatchState SilenceOfAll(SilenceWatchState state, int spokes, bool isAnybodyExpected, DateTimeOffset now, List<Notice> due)
    {
        if (now - Later(state.LastHeard ?? default, state.LookingSince) < interval.Outage || (spokes == 0 && !isAnybodyExpected))
        {
            return state;
        }

        var common = state.Common is { To: null } lasting ? lasting : Common(state, state.LastHeard ?? state.LookingSince) with { To = null };
        if (now - common.LastMessage < Reminder)
        {
            return state with { Common = common };
        }

        common = common with { Messages = common.Messages + 1, LastMessage = now };
        due.Add(notices.OfAll(common, spokes));
        return state with { Common = common };
    }

    // Those that come back one after the other are waited for, a whole outage period at least.
    private SilenceWatchState EndOfSilence(SilenceWatchState state, IReadOnlyList<SignOfLife> judged, IReadOnlyCollection<SignOfLife> signs, DateTimeOffset now, List<Notice> due)
    {
        if (state.Common is not { To: { } to } common)
        {
            return state;
        }

        IReadOnlyList<SignOfLife> missing = [.. judged.Where(sign => sign.Last < to)];
        common = missing.Count < common.Missing ? common with { Missing = missing.Count, LastReturn = common.Missing == int.MaxValue ? to : now } : common;
        if (missing.Count > 0 && (now - to < interval.Outage || IsReturning(to, common.LastReturn, now)))
        {
            return state with { Common = common };
        }

        // A pause that nobody was told of, after which all are back, is nobody's concern.
        if (missing.Count == 0 && common.Messages == 0)
        {
            return state with { Common = null };
        }

        common = common with { Messages = common.Messages + 1 };
        due.Add(notices.OfEnd(common, [.. missing.Select(sign => sign.Spoke)], judged.Count, [.. signs.Select(sign => sign.Spoke)]));
        var silent = missing.Count == 0
            ? state.Silent
            : state.Silent.Add(new SilentSpokes(notices.TopicOf(common), common.From, now, SilentSpokes.ByAccount(missing.Select(sign => sign.Spoke))) { Messages = common.Messages });
        return state with { Common = null, Silent = silent };
    }

    private SilenceWatchState SilenceOfSome(SilenceWatchState state, IReadOnlyList<SignOfLife> judged, IReadOnlyCollection<SignOfLife> signs, DateTimeOffset now, List<Notice> due)
    {
        if (now - state.LastHeard >= state.Pause)
        {
            return state;
        }

        // Who has not come back from a silence of all is not judged before that is over.
        var since = judged
            .Where(sign => !(sign.Last < state.Common?.To))
            .Select(sign => (sign.Spoke, From: Later(Later(sign.Last, sign.NotBefore), state.NotBefore), sign.Last))
            .Where(sign => now - sign.From > interval.Late)
            .ToList();
        state = state with { Overdue = [.. state.Overdue.Where(count => now - count.At <= interval.Period), new OverdueCount(now, since.Count)] };
        var silent = since.Where(sign => now - sign.From >= interval.Outage).ToList();
        if (silent.Count == 0)
        {
            return state;
        }

        // Who fell silent at the same time is told together: those whose three periods end a little later are waited for.
        // And while many come back one after the other, the others may, too.
        var first = silent.Min(sign => sign.From);
        var areSomeReturning = since.Count <= ReturningShare * state.Overdue.Max(count => count.Count) && now - first < interval.LongestSilence;
        if (areSomeReturning || since.Any(sign => now - sign.From < interval.Outage && sign.From - first <= interval.Late))
        {
            return state;
        }

        IReadOnlyList<SpokeId> spokes = [.. silent.Select(sign => sign.Spoke).OrderBy(spoke => spoke.ToString(), StringComparer.Ordinal)];
        var last = silent.Min(sign => sign.Last);
        var notice = notices.OfSome(spokes, [.. signs.Select(sign => sign.Spoke)], last, first);
        due.Add(notice);
        return state with { Silent = state.Silent.Add(new SilentSpokes(notice.Topic, last, now, SilentSpokes.ByAccount(spokes))) };
    }

    private SilenceWatchState Returns(SilenceWatchState state, IReadOnlyCollection<SignOfLife> signs, DateTimeOffset now, List<Notice> due)
    {
        if (state.Silent.IsEmpty)
        {
            return state;
        }

        var last = signs.ToDictionary(sign => sign.Spoke, sign => sign.Last);
        List<ReturnedSpokes> returned = [];
        var silent = state.Silent.Select(group => WithReturns(group, last, now, returned)).Where(group => !group.Regions.IsEmpty).ToImmutableList();
        if (returned.Count > 0)
        {
            due.Add(notices.OfReturn(returned, [.. last.Keys], now));
        }

        return state with { Silent = silent };
    }

    private SilentSpokes WithReturns(SilentSpokes group, Dictionary<SpokeId, DateTimeOffset> last, DateTimeOffset now, List<ReturnedSpokes> returned)
    {
        // Whoever is past the ledger's retention is known no more.
        IReadOnlyList<SpokeId> known = [.. group.Spokes().Where(last.ContainsKey)];
        IReadOnlyList<SpokeId> back = [.. known.Where(spoke => last[spoke] > group.At)];
        if (back.Count > group.Back)
        {
            group = group with { Back = back.Count, FirstBack = group.Back == 0 ? now : group.FirstBack, LastBack = now };
        }

        if (back.Count == 0 || (back.Count < known.Count && IsReturning(group.FirstBack, group.LastBack, now)))
        {
            return group with { Regions = SilentSpokes.ByAccount(known) };
        }

        group = group with { Messages = group.Messages + 1, Back = 0, Regions = SilentSpokes.ByAccount(known.Except(back)) };
        returned.Add(new ReturnedSpokes(group, back, known.Count, back.Min(spoke => last[spoke])));
        return group;
    }

    private static IReadOnlyList<SignOfLife> NotTold(SilenceWatchState state, IReadOnlyCollection<SignOfLife> signs)
    {
        var silent = state.Silent.SelectMany(group => group.Spokes()).ToHashSet();
        return [.. signs.Where(sign => !silent.Contains(sign.Spoke))];
    }

    private bool IsReturning(DateTimeOffset first, DateTimeOffset last, DateTimeOffset now) => now - last <= interval.Late && now - first < interval.LongestReturn;

    // A silence that was told is gone on with, under the same name, until its end is told.
    private static TotalSilence Common(SilenceWatchState state, DateTimeOffset from) => state.Common is { To: null } or { Messages: > 0 } ? state.Common : new TotalSilence(from);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
