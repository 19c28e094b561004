using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Tests.Messages;

public sealed class TimeDisplayTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 57, 55, TimeSpan.Zero);

    [Fact]
    public void Without_a_time_zone_times_are_in_UTC_only()
    {
        TimeDisplay.Utc.Of(Morning).ShouldBe("2026-11-20 09:57:55 UTC");
        TimeDisplay.Utc.TimeOfDay(Morning).ShouldBe("09:57:55");
        TimeDisplay.Utc.Zones.ShouldBe("UTC");
    }

    [Fact]
    public void With_a_time_zone_the_local_time_is_beside_it()
    {
        In("Europe/Berlin").Of(Morning).ShouldBe("2026-11-20 09:57:55 UTC (10:57:55 Europe/Berlin)");
        In("Europe/Berlin").TimeOfDay(Morning).ShouldBe("09:57:55 (10:57:55)");
        In("Europe/Berlin").Zones.ShouldBe("UTC, Europe/Berlin");
    }

    [Fact]
    public void Summer_time_is_taken_into_account() =>
        In("Europe/Berlin").Of(Morning.AddMonths(-5)).ShouldBe("2026-06-20 09:57:55 UTC (11:57:55 Europe/Berlin)");

    [Fact]
    public void Another_day_is_named() =>
        In("Asia/Tokyo").Of(Morning.AddHours(8)).ShouldBe("2026-11-20 17:57:55 UTC (2026-11-21 02:57:55 Asia/Tokyo)");

    [Fact]
    public void Every_time_in_a_text_gets_its_local_time() =>
        In("Asia/Kolkata").Beside("Silent from 2026-11-20 09:20 UTC to 2026-11-20 09:41 UTC.")
            .ShouldBe("Silent from 2026-11-20 09:20 UTC (14:50 Asia/Kolkata) to 2026-11-20 09:41 UTC (15:11 Asia/Kolkata).");

    [Theory]
    [InlineData("no time in here")]
    [InlineData("2026-11-20")]
    [InlineData("2026-99-99 99:99 UTC")]
    [InlineData("09:57:55 UTC")]
    public void What_is_no_time_stays_as_it_is(string text) => In("Europe/Berlin").Beside(text).ShouldBe(text);

    [Fact]
    public void The_first_and_the_last_moment_can_be_shown()
    {
        In("America/New_York").Of(DateTimeOffset.MinValue).ShouldStartWith("0001-01-01 00:00:00 UTC");
        In("Asia/Tokyo").Of(DateTimeOffset.MaxValue).ShouldStartWith("9999-12-31 23:59:59 UTC");
    }

    [Fact]
    public void A_message_shows_the_local_time_and_machines_get_UTC()
    {
        var outgoing = TestData.Alert(TestData.Finding()) with { Times = In("Europe/Berlin") };

        Wording.Of(outgoing).Facts[0].Value.ShouldContain("Europe/Berlin");
        Bridge.Notifications.Sns.TopicMessageComposer.Compose(outgoing, "arn:aws:sns:eu-central-1:111122223333:root-use").Body.ShouldContain("Europe/Berlin");
        using var texts = System.Text.Json.JsonDocument.Parse(Bridge.Notifications.Sns.TopicMessageComposer.Compose(outgoing, "arn:aws:sns:eu-central-1:111122223333:root-use").Body);
        texts.RootElement.GetProperty("default").GetString()!.ShouldNotContain("Europe/Berlin");
    }

    [Theory]
    [InlineData("Berlin")]
    [InlineData("Europe/Nowhere")]
    [InlineData("+01:00")]
    [InlineData("../../etc/passwd")]
    [InlineData("W. Europe Standard Time")]
    public void An_unknown_time_zone_is_refused_with_its_name_and_what_is_right(string zone)
    {
        var options = new DisplayOptions { TimeZone = zone };

        options.Validate(new ValidationContext(options)).ShouldHaveSingleItem().ErrorMessage.ShouldBe($"Display:TimeZone is \"{zone}\"; it must be the IANA name of a time zone, such as Europe/Berlin.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    public void A_known_time_zone_or_none_is_fine(string? zone)
    {
        var options = new DisplayOptions { TimeZone = zone };

        options.Validate(new ValidationContext(options)).ShouldBeEmpty();
    }

    private static TimeDisplay In(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));
}
