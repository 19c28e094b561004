using RootWatch.Cli.Deploy;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>Somebody at the terminal: remembers what is said, and answers what the test wants.</summary>
internal sealed class ScriptedOperator : IOperator
{
    private readonly List<string> _said = [];

    public string? Secret { get; set; } = Clouds.WorkflowUrl;

    public string? Answer { get; set; }

    public string Said => string.Join('\n', _said);

    public void Say(string text) => _said.Add(text);

    public string? AskSecret(string question)
    {
        _said.Add(question);
        return Secret;
    }

    public string? Ask(string question)
    {
        _said.Add(question);
        return Answer;
    }
}
