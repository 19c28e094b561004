using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Policy;

/// <summary>What an organization says about its own accounts: the content of policy.json. There are no quiet hours.</summary>
public sealed record DetectionPolicy
{
    private static readonly Dictionary<string, AccountSettings> NoAccounts = new(StringComparer.Ordinal);

    /// <summary>An empty policy: the catalogue applies everywhere.</summary>
    public static DetectionPolicy None { get; } = new();

    /// <summary>Where editors find the schema; of no meaning here.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Accounts by their 12 digits.</summary>
    public IReadOnlyDictionary<string, AccountSettings> Accounts { get; init => field = value ?? NoAccounts; } = NoAccounts;

    /// <summary>What is normal here.</summary>
    public IReadOnlyList<AllowRule> Allow { get; init => field = value ?? []; } = [];

    /// <summary>How bad activities are here.</summary>
    public IReadOnlyList<SeverityRule> Severity { get; init => field = value ?? []; } = [];

    /// <summary>Windows in which root use is planned.</summary>
    public IReadOnlyList<Expectation> Expectations { get; init => field = value ?? []; } = [];

    /// <summary>Reads a policy.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="PolicyException">It cannot be used; the message says where and why.</exception>
    public static DetectionPolicy Parse(ReadOnlySpan<byte> json, string name) =>
        Parse(json, name, PolicyJson.Default.DetectionPolicy, static policy => policy.Faults().FirstOrDefault());

    internal static T Parse<T>(ReadOnlySpan<byte> json, string name, JsonTypeInfo<T> type, Func<T, PolicyFault?> faultOf)
        where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize(json, type) ?? throw new PolicyException($"{name}, line 1, $: It must be an object.");
            return faultOf(value) is { } fault
                ? throw new PolicyException($"{name}, line {JsonLines.LineOf(json, fault.Path).ToString(CultureInfo.InvariantCulture)}, {fault.Path}: {fault.What}")
                : value;
        }
        catch (JsonException problem)
        {
            var line = ((problem.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw new PolicyException($"{name}, line {line}, {problem.Path ?? "$"}: {WhatIsWrong(problem.Message)}", problem);
        }
    }

    internal bool HasTag(string account, string tag) =>
        Accounts.TryGetValue(account, out var settings) && settings.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    internal Severity? SeverityOf(Circumstances c)
    {
        foreach (var rule in Severity)
        {
            if ((rule.Activity ?? c.Entry.Activity) == c.Entry.Activity && (rule.Tag is null || HasTag(c.Record.Account, rule.Tag)))
            {
                return rule.Severity;
            }
        }

        return null;
    }

    internal AllowRule? Allows(Circumstances c)
    {
        foreach (var rule in Allow)
        {
            if (IsAbout(rule.Accounts, c) && IsFrom(rule.Networks, c) && IsTask(rule.Tasks, c.Entry))
            {
                return rule;
            }
        }

        return null;
    }

    internal bool KnowsNetwork(Circumstances c)
    {
        foreach (var rule in Allow)
        {
            if (rule.Networks.Count > 0 && IsAbout(rule.Accounts, c) && IsFrom(rule.Networks, c))
            {
                return true;
            }
        }

        foreach (var window in Expectations)
        {
            if (IsOpen(window, c) && window.Networks.Count > 0 && IsFrom(window.Networks, c))
            {
                return true;
            }
        }

        return false;
    }

    internal Expectation? Expects(Circumstances c)
    {
        foreach (var window in Expectations)
        {
            if (IsOpen(window, c) && Covers(window, c))
            {
                return window;
            }
        }

        return null;
    }

    internal bool IsOutsideWindows(Circumstances c)
    {
        var isAnyOpen = false;
        foreach (var window in Expectations)
        {
            if (IsOpen(window, c))
            {
                isAnyOpen = true;
                if (Covers(window, c) || (c.Entry.IsHarmless && IsFrom(window.Networks, c)))
                {
                    return false;
                }
            }
        }

        return isAnyOpen;
    }

    private static bool IsOpen(Expectation window, Circumstances c) => window.From <= c.At && c.At <= window.To && IsAbout(window.Accounts, c);

    private static bool Covers(Expectation window, Circumstances c) => IsFrom(window.Networks, c) && (IsTask(window.Tasks, c.Entry) || BelongsToAnyTask(c));

    private static bool BelongsToAnyTask(Circumstances c) => c.Entry.Activity is Activity.ConsoleSignIn or Activity.FailedSignIn or Activity.Read;

    private static bool IsAbout(IReadOnlyList<AccountId> accounts, Circumstances c) => accounts.Count == 0 || IsOneOf(accounts, c.Record);

    private static bool IsOneOf(IReadOnlyList<AccountId> accounts, RootRecord record) =>
        accounts.Any(account => account.Digits == record.Account || account.Digits == record.Target?.Account);

    private static bool IsFrom(IReadOnlyList<IPNetwork> networks, Circumstances c) =>
        networks.Count == 0 || (IPAddress.TryParse(c.Record.SourceIp, out var address) && networks.Any(network => network.Contains(address)));

    private static bool IsTask(IReadOnlyList<TaskName> tasks, CatalogueEntry entry) => tasks.Count == 0 ? !entry.MustBeNamed : IsOneOf(tasks, entry);

    private static bool IsOneOf(IReadOnlyList<TaskName> tasks, CatalogueEntry entry) => tasks.Any(task => task.Is(entry));

    // The serializer speaks of types; people know the file.
    private static string WhatIsWrong(string message)
    {
        const string Lacks = "was missing required properties including: ";
        return message.Contains("could not be mapped", StringComparison.Ordinal) ? "There is no such setting."
            : message.Contains("could not be converted", StringComparison.Ordinal) ? "It has another form than policy.schema.json asks for."
            : message.IndexOf(Lacks, StringComparison.Ordinal) is >= 0 and var at ? $"It lacks {message[(at + Lacks.Length)..].Split(". Path:")[0].TrimEnd('.')}."
            : message.Contains("doesn't allow null", StringComparison.Ordinal) ? "It must not be null."
            : message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
    }

    private IEnumerable<PolicyFault> Faults() =>
        Accounts.Keys.Where(account => !AccountId.Fits(account)).Select(account => new PolicyFault($"$.accounts.{account}", "It must be an account's 12 digits."))
            .Concat(Faults("$.allow", Allow))
            .Concat(Faults("$.severity", Severity))
            .Concat(Faults("$.expectations", Expectations));

    private static IEnumerable<PolicyFault> Faults(string path, IEnumerable<IPolicyRule> rules) =>
        rules.Select((rule, index) => rule.Fault() is { } fault ? new PolicyFault($"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", fault) : null).OfType<PolicyFault>();

    internal sealed record PolicyFault(string Path, string What);
}
