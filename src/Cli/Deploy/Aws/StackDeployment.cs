namespace RootWatch.Cli.Deploy.Aws;

/// <summary>A stack as it is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">Its file in infra/aws-cloudformation.</param>
/// <param name="Region">Its region.</param>
/// <param name="Parameters">Its parameters, of which some may be secrets. One that is not named keeps its value.</param>
internal sealed record StackDeployment(string Name, string Template, string Region, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Tags besides application=rootwatch.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Its queues, which stay when it is deleted, and then stand in the way of a new one.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];
}
