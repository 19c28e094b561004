namespace RootWatch.Detection.Requests;

/// <summary>Whether a part of a request gives or takes away.</summary>
internal static class Direction
{
    private static readonly string[] Operations = ["operation", "operationtype"];

    public static bool IsRemoval(RequestPath path) => path.Has(IsRemoval);

    public static bool IsAddition(RequestPath path) => path.Has(name => name is "add" || name.EndsWith("toadd", StringComparison.Ordinal) || name.StartsWith("addallowed", StringComparison.Ordinal));

    /// <summary>An operation that is named beside what it removes.</summary>
    public static bool IsRemoval(string name, string value) => Operations.Contains(name, StringComparer.Ordinal) && value.Equals("remove", StringComparison.OrdinalIgnoreCase);

    public static bool IsAddition(string name, string value) => Operations.Contains(name, StringComparer.Ordinal) && value.Equals("add", StringComparison.OrdinalIgnoreCase);

    private static bool IsRemoval(string name) =>
        name.StartsWith("remove", StringComparison.Ordinal) || name.StartsWith("revoke", StringComparison.Ordinal) || name.EndsWith("toremove", StringComparison.Ordinal) || name.EndsWith("torevoke", StringComparison.Ordinal);
}
