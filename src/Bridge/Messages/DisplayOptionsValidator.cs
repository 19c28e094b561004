using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Messages;

[OptionsValidator]
internal sealed partial class DisplayOptionsValidator : IValidateOptions<DisplayOptions>;
