namespace RootWatch.Cli.Deploy.Settings;

/// <summary>What deploy.env says, checked as a whole.</summary>
internal sealed class DeploymentSettings
{
    private readonly IReadOnlyDictionary<string, string> _values;

    private DeploymentSettings(IReadOnlyDictionary<string, string> values) => _values = values;

    public string SubscriptionId => this["ROOTWATCH_SUBSCRIPTION_ID"];

    public string ResourceGroup => this["ROOTWATCH_RESOURCE_GROUP"];

    public string ResourceGroupId => $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}";

    public string Location => this["ROOTWATCH_LOCATION"];

    public string HubAccount => this["ROOTWATCH_HUB_ACCOUNT"];

    public string HubRegion => this["ROOTWATCH_HUB_REGION"];

    public string HubProfile => this["ROOTWATCH_HUB_PROFILE"];

    public string Partition => RootWatch.Cli.Aws.Partition.Of(HubRegion);

    /// <summary>Where root's sign-ins are recorded.</summary>
    public string GlobalRegion => RootWatch.Cli.Aws.Partition.GlobalRegionOf(HubRegion);

    public bool HasOAuth => this["ROOTWATCH_AUTHORIZATION"] is "OAuth";

    public bool HasAmazonQ => Is("ROOTWATCH_AMAZON_Q");

    public bool HasDirectAlarm => Is("ROOTWATCH_DIRECT_ALARM");

    public string TeamsVia => this["ROOTWATCH_TEAMS_VIA"];

    /// <summary>The organizational units that get spokes; empty for none.</summary>
    public string Units => this["ROOTWATCH_UNITS"];

    /// <summary>Whether the hub's account gets spokes of its own.</summary>
    public bool HasHubSpokes => Units.Length == 0 || Is("ROOTWATCH_HUB_SPOKES");

    public IReadOnlyList<string> ExceptRegions => List("ROOTWATCH_EXCEPT_REGIONS");

    /// <summary>The regions of the spokes besides the global one; none where every enabled region gets one.</summary>
    public IReadOnlyList<string> OtherRegions => List("ROOTWATCH_OTHER_REGIONS");

    /// <summary>The topic's ARN. Names are fixed, so it is known before the hub is there.</summary>
    public string TopicArn => $"arn:{Partition}:sns:{HubRegion}:{HubAccount}:rootwatch-alerts";

    public string AmazonQTopicArn => HasAmazonQ ? $"arn:{Partition}:sns:{HubRegion}:{HubAccount}:rootwatch-amazon-q" : string.Empty;

    public string BridgeRoleArn => $"arn:{Partition}:iam::{HubAccount}:role/rootwatch-bridge";

    public string HubBusArn => $"arn:{Partition}:events:{HubRegion}:{HubAccount}:event-bus/rootwatch";

    public string this[string name] => _values[name];

    public bool Is(string name) => this[name] is "true";

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="DeploymentException">The file is missing, or settings are not as they must be; the message names each.</exception>
    public static DeploymentSettings Read(string path) =>
        File.Exists(path) ? Of(path, EnvironmentFile.Parse(path, File.ReadLines(path)))
        : throw new DeploymentException($"{path} is missing: copy infra/deploy.env.sample to it and fill it in.");

    /// <summary>Checks settings.</summary>
    /// <param name="source">Where they come from, for errors.</param>
    /// <param name="given">The settings.</param>
    /// <exception cref="DeploymentException">Settings are not as they must be; the message names each.</exception>
    public static DeploymentSettings Of(string source, IReadOnlyDictionary<string, string> given)
    {
        var values = KnownSettings.All.ToDictionary(known => known.Name, known => given.GetValueOrDefault(known.Name) is { Length: > 0 } value ? value : known.Default, StringComparer.Ordinal);
        var problems = Unknown(given).Concat(KnownSettings.All.Select(known => Problem(known, values[known.Name])).OfType<string>()).ToList();
        if (problems.Count == 0)
        {
            problems.AddRange(SettingConflicts.In(values));
        }

        return problems.Count == 0 ? new DeploymentSettings(values) : throw new DeploymentException($"{source} cannot be used:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}"))}");
    }

    private static IEnumerable<string> Unknown(IReadOnlyDictionary<string, string> given) =>
        from name in given.Keys
        where !KnownSettings.All.Any(known => known.Name == name)
        select KnownSettings.Secrets.Contains(name, StringComparer.Ordinal)
            ? $"{name} is a secret: set it in the environment, not in a file."
            : $"{name} is not a setting: infra/deploy.env.sample lists them.";

    private static string? Problem(KnownSetting known, string value) =>
        value.Length == 0 ? known.IsRequired ? $"{known.Name} is empty: give {known.Form.Description}." : null
        : known.Form.Accepts(value) ? null
        : $"{known.Name} is '{value}', and must be {known.Form.Description}.";

    private string[] List(string name) => this[name].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
