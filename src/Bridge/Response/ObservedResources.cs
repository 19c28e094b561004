using System.Collections.Immutable;
using RootWatch.Detection.Response;

namespace RootWatch.Bridge.Response;

/// <summary>What AWS's event history shows of the resources in an account's response plans. It is kept in the account's partition.</summary>
internal sealed record ObservedResources
{
    public static ObservedResources None { get; } = new();

    public ImmutableList<ObservedChange> Changes { get; init => field = value ?? []; } = [];
}
