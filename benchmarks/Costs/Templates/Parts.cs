using YamlDotNet.RepresentationModel;

namespace RootWatch.Costs.Templates;

/// <summary>What CloudFormation's templates hold that costs by being there.</summary>
internal sealed class Parts(string template)
{
    private readonly YamlMappingNode _root = Read(template);

    public static Parts Of(string name) => new(File.ReadAllText(Repository.PathOf($"infra/aws-cloudformation/{name}.yaml")));

    /// <summary>The metrics that alarms look at, which is what an alarm costs by; a query looks at up to one for each rule of the bus.</summary>
    public int AlarmMetrics => OfType("AWS::CloudWatch::Alarm").Sum(alarm => alarm.Children.TryGetValue("Metrics", out var metrics) ? ((YamlSequenceNode)metrics).Sum(LooksAt) : 1);

    /// <summary>The rules on the bus of the stack's own.</summary>
    public int RulesOnBus => OfType("AWS::Events::Rule").Count(rule => rule.Children.ContainsKey("EventBusName"));

    public int Keys => OfType("AWS::KMS::Key").Count();

    public int Schedules => OfType("AWS::Scheduler::Schedule").Count();

    /// <summary>How many minutes lie between two heartbeats, unless somebody says otherwise.</summary>
    public int HeartbeatMinutes => int.Parse(((YamlScalarNode)_root["Parameters"]["HeartbeatMinutes"]["Default"]).Value!, System.Globalization.CultureInfo.InvariantCulture);

    private int LooksAt(YamlNode metric) =>
        metric is not YamlMappingNode mapping ? 0
        : mapping.Children.ContainsKey("MetricStat") ? 1
        : mapping.Children.TryGetValue("Expression", out var expression) && ((YamlScalarNode)expression).Value!.StartsWith("SELECT ", StringComparison.Ordinal) ? RulesOnBus
        : 0;

    private IEnumerable<YamlMappingNode> OfType(string type) =>
        ((YamlMappingNode)_root["Resources"]).Children.Values.Where(resource => ((YamlScalarNode)resource["Type"]).Value == type).Select(resource => (YamlMappingNode)resource["Properties"]);

    private static YamlMappingNode Read(string template)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(template));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
