using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Storage.AzureTables;

[OptionsValidator]
internal sealed partial class LedgerOptionsValidator : IValidateOptions<LedgerOptions>;
