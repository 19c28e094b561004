namespace RootWatch.Costs.Counts;

/// <summary>A month of 730 hours, as both clouds bill.</summary>
internal static class Month
{
    public const int Hours = 730;
    public const int Minutes = Hours * 60;
    public const int Seconds = Minutes * 60;
    public const decimal Days = Hours / 24m;
}
