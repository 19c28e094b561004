using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Where a field's value stands in a record's bytes.</summary>
/// <param name="Start">Its first byte; of a text the first after the quotation mark.</param>
/// <param name="Length">In bytes; of a text without its quotation marks.</param>
/// <param name="Kind">What it is; <see cref="JsonTokenType.None"/> where the record has no such field.</param>
/// <param name="IsEscaped">It is a text with a backslash in it.</param>
internal readonly record struct FieldPlace(int Start, int Length, JsonTokenType Kind, bool IsEscaped);
