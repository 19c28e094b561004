namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>What leaves a gap in the watch comes through the spoke's rule and the hub's.</summary>
public sealed class CoverageRuleTests
{
    private const string Region = "Region Opt-In Status Change";
    private const string Alarm = "CloudWatch Alarm State Change";

    [Fact]
    public async Task Regions_that_were_switched_and_alarms_of_RootWatchs_come_through_and_nothing_else()
    {
        await using var all = await Deployment.CreateAsync();

        await all.PutAsync("aws.account", Region, """{"accountId":"123456789012","regionName":"eu-south-1","status":"ENABLED"}""");
        await all.PutAsync("aws.account", Region, """{"accountId":"123456789012","regionName":"eu-south-2","status":"DISABLED"}""");
        await all.PutAsync("aws.cloudwatch", Alarm, """{"alarmName":"rootwatch-undelivered","state":{"value":"ALARM"}}""");

        await all.PutAsync("aws.account", Region, """{"accountId":"123456789012","regionName":"af-south-1","status":"ENABLING"}""");
        await all.PutAsync("com.evil", Region, """{"accountId":"123456789012","regionName":"ap-east-1","status":"ENABLED"}""");
        await all.PutAsync("aws.account", "Account Update", """{"regionName":"ap-south-2","status":"ENABLED"}""");
        await all.PutAsync("aws.cloudwatch", Alarm, """{"alarmName":"rootwatch-undelivered-again","state":{"value":"OK"}}""");
        await all.PutAsync("aws.cloudwatch", Alarm, """{"alarmName":"orders","state":{"value":"ALARM"}}""");
        await all.PutAsync("com.evil", Alarm, """{"alarmName":"rootwatch-forged","state":{"value":"ALARM"}}""");

        var matched = await all.Hub.MatchedAsync("rootwatch-coverage", TestContext.Current.CancellationToken);

        matched.Count.ShouldBe(3, string.Join('\n', matched));
        matched.ShouldContain(text => text.Contains("eu-south-1", StringComparison.Ordinal));
        matched.ShouldContain(text => text.Contains("eu-south-2", StringComparison.Ordinal));
        matched.ShouldContain(text => text.Contains("rootwatch-undelivered", StringComparison.Ordinal));
    }
}
