using System.Globalization;
using RootWatch.Cli.Reconcile;

namespace RootWatch.EndToEnd.Tests.Reconcile;

public sealed class SinceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90d", "2026-08-28T12:00:00Z")]
    [InlineData("12h", "2026-11-26T00:00:00Z")]
    [InlineData("30m", "2026-11-26T11:30:00Z")]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20T00:00Z", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20T02:00:00+02:00", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-19T19:00:00-05:00", "2026-11-20T00:00:00Z")]
    public void A_time_or_how_long_ago_is_read(string text, string since) =>
        SinceOption.Read(text, Now).ShouldBe(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("91d")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("7w")]
    [InlineData("9999999999d")]
    [InlineData("yesterday")]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T00:00:00")]
    [InlineData("2026-11-27T00:00:00Z")]
    [InlineData("2026-08-01T00:00:00Z")]
    [InlineData("20/11/2026")]
    public void What_is_neither_or_in_the_future_or_too_long_ago_is_not(string text) =>
        SinceOption.Read(text, Now).ShouldBeNull();
}
