namespace RootWatch.Detection.Effects;

/// <summary>Every action that AWS documents, from aws-actions.txt.</summary>
internal static class AwsActions
{
    private const int Places = 4096;
    private const int Longest = 128;

    private static readonly Lazy<Dictionary<string, Service>> Services = new(Load);

    private static readonly BoundedCache<(string Source, string Name), AwsAction> Found = new(Search, Places);

    /// <summary>How many services are known.</summary>
    public static int ServiceCount => Services.Value.Count;

    /// <summary>Every action, for tests and tables.</summary>
    public static IEnumerable<AwsAction> All =>
        from service in Services.Value.Values.OrderBy(service => service.Prefix, StringComparer.Ordinal)
        from action in service.Actions.Value.Values.OrderBy(action => action.Name, StringComparer.Ordinal)
        select action;

    /// <summary>The action that an event tells of.</summary>
    /// <param name="eventSource">CloudTrail's <c>eventSource</c>.</param>
    /// <param name="eventName">CloudTrail's <c>eventName</c>.</param>
    public static AwsAction Find(string eventSource, string eventName) =>
        eventSource.Length <= Longest && eventName.Length <= Longest ? Found.Of((eventSource, eventName)) : Search((eventSource, eventName));

    private static AwsAction Search((string EventSource, string EventName) call)
    {
        var source = CloudTrailNames.ServiceOf(call.EventSource);
        var name = CloudTrailNames.ActionOf(source, call.EventName);
        return CloudTrailNames.PrefixesOf(source).Select(prefix => Services.Value.GetValueOrDefault(prefix)).OfType<Service>().ToList() is { Count: > 0 } services
            ? services.Select(service => service.Actions.Value.GetValueOrDefault(name)).FirstOrDefault(action => action is not null) ?? new AwsAction(services[0].Prefix, services[0].Name, name, level: null)
            : new AwsAction(source, serviceName: null, name, level: null);
    }

    private static Dictionary<string, Service> Load()
    {
        using var stream = typeof(AwsActions).Assembly.GetManifestResourceStream("aws-actions.txt")!;
        using var reader = new StreamReader(stream);
        var services = new List<Service>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('\t'))
            {
                services[^1].Lines.Add(line);
            }
            else if (!line.StartsWith('#') && line.Split('\t') is [var prefix, var name])
            {
                services.Add(new Service(prefix, name));
            }
        }

        return services.ToDictionary(service => service.Prefix, StringComparer.OrdinalIgnoreCase);
    }

    // A record names one service of hundreds: only that one's actions are read.
    private sealed class Service
    {
        public Service(string prefix, string name)
        {
            (Prefix, Name) = (prefix, name);
            Actions = new(() => Lines.SelectMany(Read).ToDictionary(action => action.Name, StringComparer.OrdinalIgnoreCase));
        }

        public string Prefix { get; }

        public string Name { get; }

        public List<string> Lines { get; } = [];

        public Lazy<Dictionary<string, AwsAction>> Actions { get; }

        private IEnumerable<AwsAction> Read(string line) =>
            line.TrimStart('\t').Split(' ') is [var level, .. var names] ? names.Select(name => new AwsAction(Prefix, Name, name, LevelOf(level))) : [];

        private static AccessLevel LevelOf(string letter) =>
            letter switch
            {
                "L" => AccessLevel.List,
                "R" => AccessLevel.Read,
                "W" => AccessLevel.Write,
                "P" => AccessLevel.PermissionsManagement,
                "T" => AccessLevel.Tagging,
                _ => throw new InvalidDataException($"aws-actions.txt has the access level \"{letter}\"."),
            };
    }
}
