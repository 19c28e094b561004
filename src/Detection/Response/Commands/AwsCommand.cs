namespace RootWatch.Detection.Response.Commands;

/// <summary>One call of the AWS CLI, filled in with what the records show.</summary>
/// <param name="Words">The words, the first of them "aws".</param>
public sealed record AwsCommand(IReadOnlyList<CommandWord> Words)
{
    /// <summary>The shell variable that takes its output; null where none does.</summary>
    public string? Variable { get; init; }

    /// <summary>It gets credentials of the account's root, for the commands of the same step that follow.</summary>
    public bool StartsRootSession { get; init; }

    /// <summary>It runs with the credentials that an earlier command of the step got.</summary>
    public bool IsInRootSession { get; init; }

    /// <summary>What has to be filled in by hand, each once.</summary>
    public IReadOnlyList<CommandPlaceholder> Placeholders { get; } = [.. Words.SelectMany(word => word.Parts).Select(part => part.Placeholder).OfType<CommandPlaceholder>().Distinct()];

    /// <summary>The command for a POSIX shell, on one line.</summary>
    public string ToShell()
    {
        var call = string.Join(' ', Words.Select(word => word.ToShell()));
        return this switch
        {
            { Variable: { } variable } => $"{variable}=$({call})",
            { StartsRootSession: true } => $"set -- $({call})",
            { IsInRootSession: true } => $"AWS_ACCESS_KEY_ID=\"${{1:?}}\" AWS_SECRET_ACCESS_KEY=\"${{2:?}}\" AWS_SESSION_TOKEN=\"${{3:?}}\" {call}",
            _ => call,
        };
    }
}
