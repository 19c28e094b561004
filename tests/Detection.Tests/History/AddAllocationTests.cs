using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

/// <summary>What a record costs that comes last, as nearly every record does. It is counted exactly, and no clock is asked.</summary>
public sealed class AddAllocationTests
{
    private const int Known = 656;
    private const long Most = 4096;

    [Fact]
    public void A_record_that_comes_last_allocates_little_however_much_is_known()
    {
        var history = TestData.History([TestData.SignIn(TestData.Morning), .. Enumerable.Range(1, Known - 1).Select(i => i % 30 == 0 ? TestData.Change(At(i), TestData.Morning) : TestData.Read(At(i), TestData.Morning))]);
        RootRecord[] records = [.. Sample.Names.Where(name => name.StartsWith("root-", StringComparison.Ordinal)).Select(name => Detector.Read(Sample.Record(name))).OfType<RootRecord>()
            .Select(record => record with { Account = TestData.Account, EventTime = At(Known), LateReason = null })];
        Add(history, records);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Add(history, records);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        history.Observations.Count.ShouldBe(Known);
        (allocated / records.Length).ShouldBeLessThanOrEqualTo(Most);
    }

    [Fact]
    public void Twice_the_records_of_one_account_allocate_hardly_more_than_twice_as_much()
    {
        AllocatedBy(100);

        var (once, twice) = (AllocatedBy(5000), AllocatedBy(10_000));

        (twice / (double)once).ShouldBeLessThanOrEqualTo(2.1);
    }

    private static long AllocatedBy(int count)
    {
        RootRecord[] records = [.. Enumerable.Range(0, count).Select(i => i % 30 == 0 ? TestData.Change(At(i), At(i - (i % 300))) : TestData.Read(At(i), At(i - (i % 300))))];
        var before = GC.GetAllocatedBytesForCurrentThread();
        TestData.History(records);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static DateTimeOffset At(int second) => TestData.Morning.AddSeconds(second);

    private static void Add(AccountHistory history, RootRecord[] records)
    {
        foreach (var record in records)
        {
            history.Add(record, record.EventTime, DetectionPolicy.None);
        }
    }
}
