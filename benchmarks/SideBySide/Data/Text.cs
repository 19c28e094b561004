namespace RootWatch.SideBySide.Data;

/// <summary>Text that no compression foresees.</summary>
internal static class Text
{
    public static string Hex(Random random, int bytes) => Convert.ToHexStringLower(Bytes(random, bytes));

    public static string Base64(Random random, int bytes) => Convert.ToBase64String(Bytes(random, bytes));

    public static string Capitals(Random random, int length) => random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length);

    public static string Guid(Random random) => new Guid(Bytes(random, 16)).ToString();

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
