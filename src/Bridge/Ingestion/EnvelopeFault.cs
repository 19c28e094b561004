namespace RootWatch.Bridge.Ingestion;

/// <summary>Why a body is not an EventBridge event.</summary>
public enum EnvelopeFault
{
    None,
    NotJson,
    NotAnObject,
    DetailTypeMissing,
    DetailMissing,
}
