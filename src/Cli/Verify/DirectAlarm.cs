using System.Globalization;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>The alarm that goes from EventBridge to SNS without Azure: whether it published a test, as SNS counts.</summary>
/// <param name="aws">The hub's account.</param>
/// <param name="region">The hub's region.</param>
/// <param name="time">What the patience is measured with.</param>
/// <param name="wait">Waits a while before asking again.</param>
internal sealed class DirectAlarm(AwsApi aws, string region, TimeProvider time, Func<CancellationToken, Task> wait)
{
    private const string Topic = "rootwatch-direct";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // SNS's figures stand at the beginning of the minute, or of the five minutes, that they are of.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>How many messages the topic has published since then, and in the five minutes before.</summary>
    /// <exception cref="AwsApiException">CloudWatch refused, or cannot be reached.</exception>
    public async Task<double> PublishedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var answer = await aws.QueryAsync(
            "monitoring", region, "2010-08-01", "GetMetricStatistics",
            [
                ("Namespace", "AWS/SNS"), ("MetricName", "NumberOfMessagesPublished"), ("Dimensions.member.1.Name", "TopicName"), ("Dimensions.member.1.Value", Topic),
                ("StartTime", Text(since - Period)), ("EndTime", Text(time.GetUtcNow() + Period)), ("Period", "60"), ("Statistics.member.1", "Sum"),
            ],
            cancellationToken);
        return answer.Descendants("Sum").Sum(sum => double.Parse(sum.Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until more has been published than before the test.</summary>
    /// <param name="sent">When the test was sent.</param>
    /// <param name="before">What had been published by then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AwsApiException">CloudWatch refused, or cannot be reached.</exception>
    public async Task<Check> CheckAsync(DateTimeOffset sent, double before, CancellationToken cancellationToken)
    {
        while (time.GetUtcNow() - sent < Patience)
        {
            await wait(cancellationToken);
            if (await PublishedAsync(sent, cancellationToken) > before)
            {
                return Check.Passed(TestEventCheck.Direct, $"hub {region}", $"{Topic} published a message, which says TEST");
            }
        }

        return Check.Failed(
            TestEventCheck.Direct, $"hub {region}", $"{Topic} published no message within {Patience.TotalMinutes:F0} minutes",
            "SNS's figures may be late: did a mail arrive that says TEST? If not, look at the rule rootwatch-direct-alarm, its target and the topic's policy.");
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
