namespace RootWatch.Costs.Page;

/// <summary>A line of the bill, in US dollars a month.</summary>
internal sealed record Line(string What, decimal Usd);
