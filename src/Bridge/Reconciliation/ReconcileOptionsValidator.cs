using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Reconciliation;

[OptionsValidator]
internal sealed partial class ReconcileOptionsValidator : IValidateOptions<ReconcileOptions>;
