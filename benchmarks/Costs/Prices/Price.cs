namespace RootWatch.Costs.Prices;

/// <summary>A list price.</summary>
/// <param name="Id">What the code calls it.</param>
/// <param name="What">What it is for, in words.</param>
/// <param name="Usd">US dollars.</param>
/// <param name="Per">For how many units.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Page">The vendor's page that has it.</param>
/// <param name="Source">The public text that it was read in.</param>
/// <param name="Dated">When that text was written, or read from the vendor.</param>
/// <param name="Note">What to know of it; why it could not be confirmed, where it could not.</param>
internal sealed record Price(string Id, string What, decimal Usd, decimal Per, string Unit, Uri Page, string? Source, string? Dated, string? Note)
{
    public bool IsConfirmed => Source is not null;

    public decimal Of(decimal units) => units * Usd / Per;
}
