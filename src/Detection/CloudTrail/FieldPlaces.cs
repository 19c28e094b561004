using System.Runtime.CompilerServices;

namespace RootWatch.Detection.CloudTrail;

/// <summary>A place for each of a record's fields, on the stack.</summary>
[InlineArray((int)RecordField.ServiceEventDetails + 1)]
internal struct FieldPlaces
{
    private FieldPlace _first;
}
