using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;

namespace RootWatch.LocalHost;

/// <summary>Fails closed: a host without keys would either open the door to all or to nobody.</summary>
internal sealed class FunctionKeyOptionsValidator : IValidateOptions<FunctionKeyOptions>
{
    private const int ShortestKey = 16;

    public ValidateOptionsResult Validate(string? name, FunctionKeyOptions options)
    {
        if (options.FunctionKeys.Count == 0)
        {
            return ValidateOptionsResult.Fail("LocalHost:FunctionKeys is empty. Set at least one key, for example LocalHost__FunctionKeys__0.");
        }

        if (options.FunctionKeys.All(static key => Secret.ProblemOf(key) is not null))
        {
            return ValidateOptionsResult.Fail($"No function key can be used, so nobody could send an event: {string.Join("; ", ((ICheckedSettings)options).Unusable)}.");
        }

        var tooShort = options.FunctionKeys.Select((key, index) => (key, index)).FirstOrDefault(item => Secret.ProblemOf(item.key) is null && item.key.Length < ShortestKey);
        return tooShort == default
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"LocalHost:FunctionKeys:{tooShort.index} is shorter than {ShortestKey} characters.");
    }
}
