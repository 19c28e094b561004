namespace RootWatch.Cli.Deploy.Programs;

/// <summary>The secrets of this run, so that none of them is repeated when a program says why it failed.</summary>
internal sealed class Secrets
{
    private const string Hidden = "[secret]";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Remembers a secret, and returns it.</summary>
    public string Add(string secret)
    {
        if (secret.Length > 0)
        {
            _known.Add(secret);
        }

        return secret;
    }

    public string Hide(string text) => _known.OrderByDescending(secret => secret.Length).Aggregate(text, (hidden, secret) => hidden.Replace(secret, Hidden, StringComparison.Ordinal));
}
