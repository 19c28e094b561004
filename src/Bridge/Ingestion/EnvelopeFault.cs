namespace RootWatch.Bridge.Ingestion;

/// <summary>Why a body is not an EventBridge event, or none that can come from AWS.</summary>
public enum EnvelopeFault
{
    None,
    NotJson,
    NotAnObject,
    DetailTypeMissing,
    DetailMissing,

    /// <summary>The envelope names another account than the record in it.</summary>
    AccountIsNotTheRecords,
}
