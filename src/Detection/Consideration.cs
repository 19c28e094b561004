namespace RootWatch.Detection;

/// <summary>A catalogue entry or context signal that was considered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Spoke">Whether it applied.</param>
/// <param name="Reason">Why it applied, or when it would have.</param>
public sealed record Consideration(string Id, bool Spoke, string Reason);
