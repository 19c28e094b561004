using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Telemetry;

[OptionsValidator]
internal sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;
