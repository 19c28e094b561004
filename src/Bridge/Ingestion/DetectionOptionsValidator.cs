using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Ingestion;

[OptionsValidator]
internal sealed partial class DetectionOptionsValidator : IValidateOptions<DetectionOptions>;
