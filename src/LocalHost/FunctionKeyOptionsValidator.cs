using Microsoft.Extensions.Options;

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

        var tooShort = options.FunctionKeys.Select((key, index) => (key, index)).FirstOrDefault(item => item.key is not { Length: >= ShortestKey });
        return tooShort == default
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"LocalHost:FunctionKeys:{tooShort.index} is shorter than {ShortestKey} characters.");
    }
}
