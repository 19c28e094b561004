using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Infrastructure.Tests.Verify;

public sealed class ThrottlingTests
{
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new();
    private int _calls;

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("Throttling")]
    [InlineData("RequestThrottled")]
    [InlineData("TooManyRequestsException")]
    [InlineData("RequestLimitExceeded")]
    public async Task What_AWS_refuses_for_being_too_much_is_asked_again(string code) => (await RunAsync(code, refusals: 4)).ShouldBe(5);

    [Fact]
    public async Task After_five_refusals_that_is_the_answer() => (await Should.ThrowAsync<AwsApiException>(() => RunAsync("Throttling", refusals: 5))).Code.ShouldBe("Throttling");

    [Fact]
    public async Task Another_refusal_is_the_answer_at_once()
    {
        await Should.ThrowAsync<AwsApiException>(() => RunAsync("AccessDenied", refusals: 1));

        _calls.ShouldBe(1);
    }

    private async Task<int> RunAsync(string code, int refusals)
    {
        var run = Throttling.RetryAsync(() => ++_calls > refusals ? Task.FromResult(_calls) : throw new AwsApiException(code, code), _time, TestContext.Current.CancellationToken);
        while (!run.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await run;
    }
}
