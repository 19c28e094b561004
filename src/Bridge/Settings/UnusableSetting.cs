namespace RootWatch.Bridge.Settings;

/// <summary>A setting that keeps something off. Health tells it to anybody, so it never holds the value.</summary>
/// <param name="Name">Such as Teams:Workflow:Url.</param>
/// <param name="Problem">What is wrong with its value, to follow its name.</param>
/// <param name="Off">What is off because of it: a channel's name, or another short word.</param>
public sealed record UnusableSetting(string Name, string Problem, string Off)
{
    public override string ToString() => $"{Name} {Problem}";

    /// <summary>For a setting that is a secret; null where its value may be one.</summary>
    public static UnusableSetting? OfSecret(string name, string? value, string off) =>
        Secret.ProblemOf(value) is { } problem ? new UnusableSetting(name, problem, off) : null;

    /// <summary>For a setting that is none, though it may be kept with secrets; null where its value is no unresolved reference.</summary>
    public static UnusableSetting? OfReference(string name, string? value, string off) =>
        Secret.IsUnresolved(value) ? OfSecret(name, value, off) : null;
}
