namespace RootWatch.Bridge.Heartbeat;

/// <summary>A spoke's last sign of life.</summary>
/// <param name="Spoke">Whose it is.</param>
/// <param name="Last">When it arrived, UTC.</param>
/// <param name="NotBefore">Silence is not counted from before then, UTC.</param>
public readonly record struct SignOfLife(SpokeId Spoke, DateTimeOffset Last, DateTimeOffset NotBefore = default);
