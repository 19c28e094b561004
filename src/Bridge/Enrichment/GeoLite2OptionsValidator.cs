using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Enrichment;

[OptionsValidator]
internal sealed partial class GeoLite2OptionsValidator : IValidateOptions<GeoLite2Options>;
