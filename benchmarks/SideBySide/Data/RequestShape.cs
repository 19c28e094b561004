namespace RootWatch.SideBySide.Data;

/// <summary>What a generated call's request holds.</summary>
internal enum RequestShape
{
    None,
    Filters,
    Ids,
    Role,
    Key,
    Bucket,
    Log,
    Name,
}
