using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;
using RootWatch.FunctionApp;

namespace RootWatch.LocalHost;

/// <summary>Fails closed: a host without keys would either open the door to all or to nobody.</summary>
internal sealed class FunctionKeyOptionsValidator(IConfiguration settings) : IValidateOptions<FunctionKeyOptions>
{
    private const int ShortestKey = 16;

    public ValidateOptionsResult Validate(string? name, FunctionKeyOptions options) =>
        ProblemOf(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    private string? ProblemOf(FunctionKeyOptions options)
    {
        if (!options.All.Any())
        {
            return "LocalHost:FunctionKeys is empty. Set at least one key, for example LocalHost__FunctionKeys__0.";
        }

        if (options.All.All(static item => Secret.ProblemOf(item.Key) is not null))
        {
            return $"No function key can be used, so nobody could send an event: {string.Join("; ", ((ICheckedSettings)options).Unusable)}.";
        }

        if (options.All.FirstOrDefault(static item => Secret.ProblemOf(item.Key) is null && item.Key.Length < ShortestKey).Setting is { } tooShort)
        {
            return $"{tooShort} is shorter than {ShortestKey} characters.";
        }

        return NobodysKey(options) ?? KeyOfMore(options);
    }

    // A misspelt name would leave its function to the host keys, and nobody would know why a key opens nothing.
    private string? NobodysKey(FunctionKeyOptions options)
    {
        var functions = typeof(FunctionAppServices).Assembly.TriggeredBy<HttpTriggerAttribute>(settings)
            .Where(static found => found.Trigger.AuthLevel != AuthorizationLevel.Anonymous)
            .Select(static found => found.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        return options.Keys.Keys.FirstOrDefault(function => !functions.Contains(function, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"LocalHost:Keys:{unknown} names no function that takes keys; these do: {string.Join(", ", functions)}."
            : null;
    }

    private static string? KeyOfMore(FunctionKeyOptions options) =>
        options.All.Skip(options.FunctionKeys.Count).FirstOrDefault(item => Secret.ProblemOf(item.Key) is null && options.FunctionKeys.Contains(item.Key, StringComparer.Ordinal)).Setting is { } both
            ? $"{both} is a key of LocalHost:FunctionKeys, too, so it would open every function. Make another one."
            : null;
}
