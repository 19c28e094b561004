using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Enrichment;

[OptionsValidator]
internal sealed partial class AccountOptionsValidator : IValidateOptions<AccountOptions>;
