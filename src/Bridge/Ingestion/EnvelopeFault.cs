namespace RootWatch.Bridge.Ingestion;

/// <summary>Why a body is not an EventBridge event.</summary>
internal enum EnvelopeFault
{
    None,
    NotJson,
    NotAnObject,
    DetailTypeMissing,
    DetailMissing,
}
