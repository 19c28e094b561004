namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>A command line, as a program reads it.</summary>
internal sealed class Arguments(IReadOnlyList<string> all)
{
    /// <summary>What comes before the first option: the command.</summary>
    public string Command { get; } = string.Join(' ', all.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal)));

    public string this[string option] => Find(option) ?? throw new Refusal($"the following arguments are required: {option}", 2);

    public string? Find(string option)
    {
        var at = all.ToList().IndexOf(option);
        return at >= 0 && at + 1 < all.Count ? all[at + 1] : null;
    }

    public bool Has(string option) => all.Contains(option, StringComparer.Ordinal);

    /// <summary>Every value of an option that takes several.</summary>
    public IReadOnlyList<string> All(string option) => [.. all.SkipWhile(argument => argument != option).Skip(1).TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
}
