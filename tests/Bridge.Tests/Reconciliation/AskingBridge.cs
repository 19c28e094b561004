using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Reconciliation;

/// <summary>A process of the bridge that asks AWS, without a host. Several may share a store.</summary>
internal sealed class AskingBridge : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public AskingBridge(FakeTimeProvider time, IIncidentStore store, IAccountReader reader, params (string Name, string Value)[] settings)
    {
        Channel = new CollectingChannel(time);
        Pause = wait =>
        {
            time.Advance(wait);
            return Task.CompletedTask;
        };
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                settings.Reverse().Append(("Reconcile:ExternalId", "of-the-tests")).Append(("Notifications:SecondsBetweenMessages", "0")).Append(("Notifications:MostIn5Seconds", "100000"))
                    .DistinctBy(setting => setting.Item1).Select(setting => KeyValuePair.Create<string, string?>(setting.Item1, setting.Item2))).Build())
            .AddLogging()
            .AddMetrics()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(store)
            .AddSingleton(new AwsIdentity(new BasicAWSCredentials("test", "test")))
            .AddBridge()
            .AddSingleton(reader)
            .AddSingleton<IReadOnlyList<INotificationChannel>>([Channel])
            .AddSingleton(provider => new LookupRunner(reader, time)
            {
                PauseAsync = (wait, _) => Pause(wait),
            })
            .BuildServiceProvider();
    }

    public CollectingChannel Channel { get; }

    /// <summary>What the bridge does instead of waiting until it may ask again.</summary>
    public Func<TimeSpan, Task> Pause { get; set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Does the round that is due, if one is.</summary>
    public Task RunAsync() => Get<Reconciler>().RunAsync();

    public async Task<ReconciledRegion> RegionAsync(string region, string account = "111122223333") =>
        (await AccountAsync(account)).Regions.Single(known => known.Region == region);

    public async Task<ReconciledAccount> AccountAsync(string account = "111122223333") =>
        (await Get<ReconciledAccounts>().AllAsync(TestContext.Current.CancellationToken)).Single(known => known.Account == account);

    public async Task<ReconcileRun> CurrentAsync() => (await Get<ReconcileRuns>().CurrentAsync(TestContext.Current.CancellationToken))!;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
