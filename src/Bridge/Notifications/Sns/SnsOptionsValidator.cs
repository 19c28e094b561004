using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Sns;

[OptionsValidator]
internal sealed partial class SnsOptionsValidator : IValidateOptions<SnsOptions>;
