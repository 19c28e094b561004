using System.Security.Cryptography;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.LocalHost;
using RootWatch.Simulator.Sinks;

namespace RootWatch.Cli.Serve;

/// <summary>What a local run gets where its settings are silent: its keys, a key for links, and channels that end in the terminal.</summary>
internal sealed class ServeDefaults : IAsyncDisposable
{
    private ServeDefaults(LocalKeys? keys, string? linkKey, RecordingSinks? sinks)
    {
        (Keys, Sinks) = (keys, sinks);
        foreach (var (name, value) in keys?.Settings ?? [])
        {
            Settings[name] = value;
        }

        if (linkKey is not null)
        {
            Settings["Links:Keys:serve"] = linkKey;
        }

        if (sinks is not null)
        {
            foreach (var (name, value) in sinks.ChannelSettings)
            {
                Settings[name] = value;
            }

            Identity = new AwsIdentity(new BasicAWSCredentials("nobody", "nobody"));
        }
    }

    /// <summary>The keys made for this run; null where any is set.</summary>
    public LocalKeys? Keys { get; }

    /// <summary>Where the messages go; null where a channel is set.</summary>
    public RecordingSinks? Sinks { get; }

    /// <summary>Credentials for the stand-in for SNS; null where a channel is set.</summary>
    public AwsIdentity? Identity { get; }

    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Fills in what environment variables leave open.</summary>
    public static async Task<ServeDefaults> CreateAsync(CancellationToken cancellationToken)
    {
        var set = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var hasKey = new[] { nameof(FunctionKeyOptions.FunctionKeys), nameof(FunctionKeyOptions.Keys) }
            .Any(name => set.GetSection($"{FunctionKeyOptions.SectionName}:{name}").GetChildren().Any());
        var hasChannel = !string.IsNullOrEmpty(set["Sns:TopicArn"]) || set["Teams:Via"] is { Length: > 0 } and not "None";
        return new ServeDefaults(
            hasKey ? null : LocalKeys.Make(),
            set.GetSection("Links:Keys").GetChildren().Any() ? null : RandomNumberGenerator.GetHexString(64),
            hasChannel ? null : await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken));
    }

    public ValueTask DisposeAsync() => Sinks?.DisposeAsync() ?? ValueTask.CompletedTask;
}
