using System.Globalization;

namespace RootWatch.Detection.Requests;

/// <summary>A type of machine, such as p4d.24xlarge, ml.g5.xlarge or db.r6g.large.</summary>
internal static class MachineType
{
    // Families with GPUs or other accelerators.
    private static readonly string[] Accelerated = ["p", "g", "gr", "trn", "inf", "vt", "dl", "f"];

    /// <summary>Whether the machine has what miners and model thieves look for.</summary>
    public static bool IsAccelerated(string type)
    {
        var family = Family(type);
        var letters = family.IndexOfAnyInRange('0', '9');
        return letters > 0 && Accelerated.Contains(family[..letters].ToString(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The costlier of two: accelerators count most, then the size; the order in which they were named never does.</summary>
    public static string Costlier(string one, string other) =>
        (IsAccelerated(one), Size(one)).CompareTo((IsAccelerated(other), Size(other))) switch
        {
            > 0 => one,
            < 0 => other,
            _ => string.CompareOrdinal(one, other) >= 0 ? one : other,
        };

    // A service's prefix, ml, db or cache, has no number.
    private static ReadOnlySpan<char> Family(string type)
    {
        var first = type.AsSpan(0, type.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : type.Length);
        return first.Length < type.Length && first.IndexOfAnyInRange('0', '9') < 0 ? type.AsSpan(first.Length + 1) : first;
    }

    private static int Size(string type)
    {
        var size = type.AsSpan(type.LastIndexOf('.') + 1);
        return size.StartsWith("metal", StringComparison.OrdinalIgnoreCase) ? int.MaxValue
            : size.EndsWith("xlarge", StringComparison.OrdinalIgnoreCase) ? int.TryParse(size[..^"xlarge".Length], NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1
            : 0;
    }
}
