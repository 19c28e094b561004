using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Links;

[OptionsValidator]
internal sealed partial class LinkOptionsValidator : IValidateOptions<LinkOptions>;
