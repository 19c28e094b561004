namespace RootWatch.Bridge.Heartbeat;

/// <summary>An account's region.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
public readonly record struct SpokeId(string Account, string Region)
{
    public override string ToString() => $"{Account}/{Region}";
}
