using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RootWatch.Simulator.History;

/// <summary>Up to where pages have been given: only older events follow, whatever has appeared since.</summary>
/// <param name="Time">The time of the last event.</param>
/// <param name="Number">Its number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PageToken(DateTimeOffset Time, int Number)
{
    private static readonly PageToken Start = new(DateTimeOffset.MaxValue, int.MaxValue);

    public static PageToken Of(HistoryEvent found) => new(found.Time, found.Number);

    /// <summary>Null where the token is none of this question; before all events where there is no token.</summary>
    public static PageToken? Read(string? token, HistoryQuestion question)
    {
        if (token is null)
        {
            return Start;
        }

        var parts = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ') : [];
        return parts is [var asked, var ticks, var number] && asked == Fingerprint(question)
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var time) && int.TryParse(number, CultureInfo.InvariantCulture, out var last)
            ? new PageToken(new DateTimeOffset(time, TimeSpan.Zero), last)
            : null;
    }

    public string Write(HistoryQuestion question) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Fingerprint(question)} {Time.UtcTicks} {Number}")));

    public bool IsBefore(PageToken other) => Time < other.Time || (Time == other.Time && Number < other.Number);

    private static string Fingerprint(HistoryQuestion question) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(question.ToString())));
}
