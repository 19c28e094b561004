namespace RootWatch.Cli.Respond;

/// <summary>How a response plan is printed.</summary>
internal enum PlanFormat
{
    /// <summary>For people.</summary>
    Markdown,

    /// <summary>A script for a POSIX shell, in which no step runs unless it is named or confirmed.</summary>
    Script,
}
