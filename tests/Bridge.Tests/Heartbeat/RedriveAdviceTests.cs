using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Tests.Heartbeat;

/// <summary>Whoever reads that something waits has the command to send it again.</summary>
public sealed class RedriveAdviceTests
{
    private static readonly SpokeId Spoke = new("111122223333", "eu-central-1");
    private static readonly SpokeId Other = new("444455556666", "us-east-1");

    [Theory]
    [InlineData("eu-central-1", "https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-undelivered")]
    [InlineData("us-gov-west-1", "https://sqs.us-gov-west-1.amazonaws.com/111122223333/rootwatch-undelivered")]
    [InlineData("cn-north-1", "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/rootwatch-undelivered")]
    [InlineData("eusc-de-east-1", "https://sqs.eusc-de-east-1.amazonaws.eu/111122223333/rootwatch-undelivered")]
    public void A_queues_address_is_that_of_its_partition(string region, string queue) =>
        TestData.RedriveAdvice("https://rootwatch.example/").OfQueue(Spoke with { Region = region }, "rootwatch-undelivered").ShouldBe($"rootwatch redrive --queue {queue} --to https://rootwatch.example");

    [Fact]
    public void Where_the_bridge_does_not_know_its_address_somebody_else_has_to() =>
        TestData.RedriveAdvice().OfAll().ShouldBe("rootwatch redrive --hub-region REGION --spoke-role ROLE --to BRIDGE_URL");

    [Fact]
    public void A_spoke_that_is_back_has_the_command_for_its_queue()
    {
        var notice = Heartbeats().OfReturn([Back(Spoke)], [Spoke, Other], TestData.Morning);

        notice.Lines[0].ShouldContain("rootwatch-undelivered in 111122223333/eu-central-1");
        notice.Command.ShouldBe("rootwatch redrive --queue https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-undelivered --to https://rootwatch.example");
    }

    [Fact]
    public void Several_have_the_command_for_all_queues()
    {
        var notice = Heartbeats().OfReturn([Back(Spoke, Other)], [Spoke, Other], TestData.Morning);

        notice.Lines[0].ShouldContain("the spoke's own queue");
        notice.Command.ShouldBe("rootwatch redrive --hub-region REGION --spoke-role ROLE --to https://rootwatch.example");
    }

    [Fact]
    public void After_a_silence_from_everywhere_the_hubs_queues_are_named_too()
    {
        var notice = Heartbeats().OfEnd(new TotalSilence(TestData.Morning.AddHours(-1)) { To = TestData.Morning }, [], 2, [Spoke, Other]);

        notice.Lines[0].ShouldContain("the hub's queues rootwatch-dead-letters and rootwatch-tampering-dead-letters");
        notice.Command.ShouldNotBeNull().ShouldStartWith("rootwatch redrive --hub-region");
    }

    private static SilenceNotices Heartbeats() => SilenceNotices.Heartbeats(TestData.RedriveAdvice("https://rootwatch.example"));

    private static ReturnedSpokes Back(params SpokeId[] spokes) =>
        new(new SilentSpokes("system-spoke", TestData.Morning.AddHours(-1), TestData.Morning, SilentSpokes.ByAccount([])) { Messages = 2 }, spokes, spokes.Length, TestData.Morning);
}
