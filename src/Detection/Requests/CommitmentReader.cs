using System.Collections.Frozen;
using System.Globalization;

namespace RootWatch.Detection.Requests;

/// <summary>For how long, and to how much money, does the request bind?</summary>
internal sealed class CommitmentReader : RequestReader
{
    private const decimal MostMoney = 1_000_000_000_000m;
    private const int LongestNumber = 24;
    private const int MostMonths = 1200;
    private const int MonthsAYear = 12;
    private const long SecondsAYear = 31_536_000;

    private static readonly FrozenSet<string> Terms = ["duration", "term", "termlength", "commitmentduration", "commitmentlength", "leaseterm", "offeringduration", "reservedinstancesterm", "paymentterm"];
    private static readonly FrozenSet<string> Amounts = ["commitment", "hourlycommitment", "upfrontpaymentamount", "amount", "totalamount", "upfrontprice", "fixedprice", "totalcontractvalue"];
    private static readonly string[] Years = ["zero", "one", "two", "three", "four", "five"];

    /// <summary>0 where nothing is bound.</summary>
    public int Months { get; private set; }

    /// <summary>The largest amount, in whatever currency; null where none is named.</summary>
    public decimal? Money { get; private set; }

    public override void Read(RequestPath path, string value)
    {
        if (path.IsInText || value.Length is 0 or > LongestNumber)
        {
            return;
        }

        var name = path.Name;
        Months = Math.Max(Months, (int)Math.Clamp(MonthsIn(name, value), 0, MostMonths));
        if (Amounts.Contains(name) && decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            Money = Math.Clamp(Math.Max(Money ?? 0, amount), 0, MostMoney);
        }
    }

    private static long MonthsIn(string name, string value) =>
        name switch
        {
            "durationinyears" or "terminyears" => (Number(value) ?? 0) * MonthsAYear,
            "terminmonths" or "durationinmonths" => Number(value) ?? 0,
            _ when Terms.Contains(name) => (Number(value) / SecondsAYear ?? YearsIn(value)) * MonthsAYear,
            _ => 0,
        };

    private static long? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "1yr", "3 years", "ONE_YEAR", "P1Y".
    private static int YearsIn(string text) =>
        !text.Contains('y', StringComparison.OrdinalIgnoreCase) ? 0
        : Array.FindIndex(Years, year => text.StartsWith(year, StringComparison.OrdinalIgnoreCase)) is var spelt and > 0 ? spelt
        : text.FirstOrDefault(char.IsAsciiDigit) is var digit and not '\0' ? digit - '0'
        : 0;
}
