using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Incidents.AzureTables;

[OptionsValidator]
internal sealed partial class LedgerOptionsValidator : IValidateOptions<LedgerOptions>;
