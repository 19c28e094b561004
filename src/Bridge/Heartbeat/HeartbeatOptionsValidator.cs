using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Heartbeat;

[OptionsValidator]
internal sealed partial class HeartbeatOptionsValidator : IValidateOptions<HeartbeatOptions>;
