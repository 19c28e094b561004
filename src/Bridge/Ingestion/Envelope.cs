using System.Runtime.InteropServices;

namespace RootWatch.Bridge.Ingestion;

/// <summary>Where in an EventBridge event's bytes its parts lie.</summary>
/// <param name="DetailType">The text of <c>detail-type</c>, between its quotation marks.</param>
/// <param name="Kind">What the detail-type says that the event holds.</param>
/// <param name="Id">The text of <c>id</c>, between its quotation marks; empty where it has none.</param>
/// <param name="Detail">The object in <c>detail</c>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Envelope(Range DetailType, EnvelopeKind Kind, Range Id, Range Detail);
