using System.Text;

namespace RootWatch.Cli.Deploy;

/// <summary>Speaks to the terminal. It asks nothing where the input is no terminal: then nobody is there.</summary>
internal sealed class ConsoleOperator : IOperator
{
    /// <inheritdoc/>
    public void Say(string text) => Console.WriteLine(text);

    /// <inheritdoc/>
    public string? AskSecret(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Write($"{question}: ");
        var answer = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                answer.Length = Math.Max(0, answer.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                answer.Append(key.KeyChar);
            }
        }

        Console.WriteLine();
        return answer.ToString();
    }

    /// <inheritdoc/>
    public string? Ask(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Write(question);
        return Console.ReadLine();
    }
}
