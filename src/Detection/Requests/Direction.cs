namespace RootWatch.Detection.Requests;

/// <summary>Whether a part of a request gives or takes away.</summary>
internal static class Direction
{
    /// <summary>An operation that is named beside what it removes.</summary>
    public static bool IsRemoval(string name, string value) => name is "operation" or "operationtype" && value.Equals("remove", StringComparison.OrdinalIgnoreCase);

    public static bool IsAddition(string name, string value) => name is "operation" or "operationtype" && value.Equals("add", StringComparison.OrdinalIgnoreCase);

    public static bool IsAddition(string name) => name is "add" || name.EndsWith("toadd", StringComparison.Ordinal) || name.StartsWith("addallowed", StringComparison.Ordinal);

    public static bool IsRemoval(string name) =>
        name.StartsWith("remove", StringComparison.Ordinal) || name.StartsWith("revoke", StringComparison.Ordinal) || name.EndsWith("toremove", StringComparison.Ordinal) || name.EndsWith("torevoke", StringComparison.Ordinal);
}
