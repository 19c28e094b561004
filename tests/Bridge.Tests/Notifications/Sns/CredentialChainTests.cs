using Amazon.Runtime;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.Bridge.Tests.Notifications.Sns;

public sealed class CredentialChainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_doubted_is_looked_up_anew()
    {
        var key = "AKIAOLD";
        var chain = new CredentialChain(() => new BasicAWSCredentials(key, "secret"), TimeProvider.System);
        (await chain.AcquireAsync(Cancellation)).Value.AccessKey.ShouldBe("AKIAOLD");

        key = "AKIANEW";
        (await chain.AcquireAsync(Cancellation)).Value.AccessKey.ShouldBe("AKIAOLD");
        chain.Forget();

        (await chain.AcquireAsync(Cancellation)).Value.AccessKey.ShouldBe("AKIANEW");
    }

    [Fact]
    public async Task A_source_that_hangs_holds_its_own_lock_alone()
    {
        var sources = new Queue<AWSCredentials>([new HangingCredentials(), new BasicAWSCredentials("AKIANEW", "secret")]);
        var chain = new CredentialChain(sources.Dequeue, TimeProvider.System);
        using var late = new CancellationTokenSource();
        var hanging = chain.AcquireAsync(late.Token);
        while (sources.Count > 1)
        {
            await Task.Yield();
        }

        (await chain.AcquireAsync(Cancellation)).Value.AccessKey.ShouldBe("AKIANEW");

        await late.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await hanging);
    }

    [Fact]
    public async Task Where_there_are_none_somebody_must_set_some()
    {
        var chain = new CredentialChain(() => throw new AmazonClientException("Failed to resolve AWS credentials."), TimeProvider.System);

        (await Should.ThrowAsync<CredentialsException>(async () => await chain.AcquireAsync(Cancellation))).Outcome.ShouldBe(new SendOutcome.Refused("there are none"));
    }

    private sealed class HangingCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override Task<ImmutableCredentials> GetCredentialsAsync() => new TaskCompletionSource<ImmutableCredentials>().Task;
    }
}
