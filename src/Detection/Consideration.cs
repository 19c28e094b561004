namespace RootWatch.Detection;

/// <summary>A catalogue entry or context signal that was looked at.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Spoke">Whether it had something to say.</param>
/// <param name="Reason">Why, or when it would have.</param>
public sealed record Consideration(string Id, bool Spoke, string Reason);
