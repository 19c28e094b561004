namespace RootWatch.Cli.Deploy.Aws;

/// <summary>What a change set would do to one resource.</summary>
/// <param name="Action">Add, Modify, Remove …</param>
/// <param name="Resource">Its name in the template.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsReplaced">Whether another takes its place.</param>
internal sealed record StackChange(string Action, string Resource, string Type, bool IsReplaced)
{
    public override string ToString() => $"{Action}{(IsReplaced ? " (replaced)" : string.Empty)} {Resource} ({Type})";
}
