using System.Collections.Immutable;

namespace RootWatch.Bridge.Response;

/// <summary>How far the response to an incident has come. It is kept in the ledger.</summary>
public sealed record ResponseProgress
{
    private static readonly ImmutableDictionary<string, StepTick> NoTicks = ImmutableDictionary<string, StepTick>.Empty;

    public static ResponseProgress None { get; } = new();

    /// <summary>The steps that people marked as done, by the step's id.</summary>
    public ImmutableDictionary<string, StepTick> Ticks { get; init => field = value ?? NoTicks; } = NoTicks;

    /// <summary>The channels were notified that every urgent step is done.</summary>
    public bool IsAnnounced { get; init; }

    public ResponseProgress With(string step, StepTick tick) => this with { Ticks = Ticks.SetItem(step, tick) };

    /// <summary>Both together, since two incidents are one; of two marks on a step this one counts.</summary>
    public ResponseProgress With(ResponseProgress other) =>
        other == None ? this : new ResponseProgress { Ticks = other.Ticks.SetItems(Ticks), IsAnnounced = IsAnnounced || other.IsAnnounced };

    public ResponseProgress Without(string step) => this with { Ticks = Ticks.Remove(step) };
}
