namespace RootWatch.Cli.Deploy;

/// <summary>The person in front of the terminal, if there is one.</summary>
internal interface IOperator
{
    /// <summary>Says what is done, or what would be.</summary>
    void Say(string text);

    /// <summary>Asks for a secret, which is not shown. Null where nobody answers: the input has ended, or is no terminal.</summary>
    string? AskSecret(string question);

    /// <summary>Asks for a word. Null where nobody answers.</summary>
    string? Ask(string question);
}
