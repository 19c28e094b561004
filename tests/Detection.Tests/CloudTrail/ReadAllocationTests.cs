namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>What a record of root's costs to read. It is counted exactly, and no clock is asked.</summary>
public sealed class ReadAllocationTests
{
    private const long Most = 4096;

    [Fact]
    public void A_record_of_root_is_read_without_a_document()
    {
        byte[][] records = [.. Sample.Names.Where(name => name.StartsWith("root-", StringComparison.Ordinal)).Select(Sample.Record)];
        Read(records);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(records);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        (allocated / records.Length).ShouldBeLessThanOrEqualTo(Most);
    }

    private static void Read(byte[][] records)
    {
        foreach (var record in records)
        {
            Detector.Read(record);
        }
    }
}
