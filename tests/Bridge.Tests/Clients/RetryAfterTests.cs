using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Tests.Clients;

public sealed class RetryAfterTests
{
    private const string Nine = "Fri, 20 Nov 2026 09:00:00 GMT";

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 7 ", 7)]
    [InlineData("Fri, 20 Nov 2026 09:00:30 GMT", 30)]
    [InlineData("Friday, 20-Nov-26 09:00:30 GMT", 30)]
    [InlineData("Fri Nov 20 09:00:30 2026", 30)]
    [InlineData("86400", 3600)]
    [InlineData("99999999999999999999999999", 3600)]
    [InlineData("Fri, 20 Nov 2099 09:00:30 GMT", 3600)]
    public void A_wait_is_read_and_is_an_hour_at_most(string header, int seconds) => RetryAfter.Read(header, date: null, TestData.Morning).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("Fri, 20 Nov 2026 08:59:00 GMT")]
    [InlineData("Fri, 99 Nov 2026 08:59:00 GMT")]
    public void What_asks_for_no_wait_is_none(string? header) => RetryAfter.Read(header, date: null, TestData.Morning).ShouldBeNull();

    [Fact]
    public void A_date_is_read_against_the_clock_of_who_gives_it() =>
        RetryAfter.Read("Fri, 20 Nov 2026 09:00:30 GMT", Nine, TestData.Morning.AddHours(3)).ShouldBe(TimeSpan.FromSeconds(30));
}
