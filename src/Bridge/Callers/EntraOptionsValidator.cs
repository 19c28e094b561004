using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Callers;

[OptionsValidator]
internal sealed partial class EntraOptionsValidator : IValidateOptions<EntraOptions>;
