using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RootWatch.Detection.Activities;
using RootWatch.Detection.Signals;
using RootWatch.Detection.Tampering;

namespace RootWatch.Detection.Tests;

/// <summary>Every sample's name says what the detector must make of it.</summary>
public sealed class SampleTests
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static TheoryData<string> Root { get; } = [.. Effort.Each(Named("root-"))];

    public static TheoryData<string> Others { get; } = [.. Effort.Each(Named("others-"))];

    public static TheoryData<string> Quiet { get; } = [.. Effort.Each(Named("quiet-"))];

    public static TheoryData<string> Lookalikes { get; } = [.. Effort.Each(Named("lookalike-"))];

    public static TheoryData<string> Silent { get; } = [.. Effort.Each(Named("silent-"))];

    public static TheoryData<string> Tampering { get; } = [.. Named("tampering-")];

    [Fact]
    public void Every_sample_is_of_one_of_the_kinds() =>
        Sample.Names.ShouldBe([.. Named("lookalike-"), .. Named("others-"), .. Named("quiet-"), .. Named("root-"), .. Named("silent-"), .. Named("tampering-")]);

    [Theory]
    [MemberData(nameof(Root))]
    public void Root_raises_a_finding_that_people_hear_of(string sample) => SampleFindings.In(sample).Severity.ShouldNotBe(Severity.Informational);

    [Theory]
    [MemberData(nameof(Others))]
    public void What_others_do_to_root_is_told_once_and_with_who_did_it(string sample)
    {
        var finding = SampleFindings.In(sample);

        finding.Severity.ShouldNotBe(Severity.Informational);
        finding.Record.Caller.ShouldNotBeNull().ShouldStartWith("arn:aws:");
        finding.Record.SessionKey.ShouldBeNull();
        finding.Act.Sentence.ShouldNotStartWith("Root ");
        Detector.ReadTampering(Sample.Record(sample)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Quiet))]
    public void What_nobody_does_now_is_kept_and_wakes_nobody(string sample)
    {
        var finding = SampleFindings.In(sample);

        finding.Severity.ShouldBe(Severity.Informational);
        (finding.Record.IsByPerson && !finding.Record.IsLate).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Lookalikes))]
    public void A_contradictory_identity_is_reported_and_wakes_nobody(string sample)
    {
        var finding = SampleFindings.In(sample);

        finding.Severity.ShouldBe(Severity.Informational);
        finding.Signals.ShouldHaveSingleItem().Id.ShouldBe("inconsistent-identity");
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void What_does_not_concern_root_stays_silent(string sample)
    {
        SampleFindings.Try(sample).ShouldBeNull();
        Detector.ReadTampering(Sample.Record(sample)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public void Tampering_by_others_is_no_use_of_root_but_is_told(string sample)
    {
        var record = Detector.ReadTampering(Sample.Record(sample))!;

        SampleFindings.Try(sample).ShouldBeNull();
        record.Account.ShouldBe("111122223333");
        record.Who.ShouldNotBeNull();
        record.Failed.ShouldBe(sample.EndsWith("-denied", StringComparison.Ordinal));
        (record.Thing == TamperedThing.RootWatch).ShouldBe(sample.EndsWith("-rootwatch", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void What_does_not_concern_root_allocates_nothing(string sample)
    {
        var record = Sample.Record(sample);
        Pass(record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(record);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Root))]
    [MemberData(nameof(Quiet))]
    public void The_same_bytes_give_the_same_finding(string sample)
    {
        var (first, second) = (SampleFindings.In(sample), SampleFindings.In(sample));

        (second.Record with { Affects = null }).ShouldBe(first.Record with { Affects = null });
        (second.Record.Affects ?? []).ShouldBe(first.Record.Affects ?? []);
        second.Signals.Select(signal => signal.Id).ShouldBe(first.Signals.Select(signal => signal.Id));
    }

    [Fact]
    public void Every_sample_gives_the_expected_finding()
    {
        var lines = Sample.Names.Select(name => JsonSerializer.Serialize(new { Sample = name, Finding = Expected(SampleFindings.Try(name)) }, Lines));

        Approved.ShouldMatch(string.Join('\n', lines) + "\n", "tests/Samples/cloudtrail.expected.jsonl");
    }

    [Fact]
    public void Every_signal_but_the_policys_has_a_sample_or_a_story_in_which_it_fires_and_one_in_which_it_stays_silent()
    {
        var findings = Sample.Names.Select(SampleFindings.Try).OfType<Finding>().Concat(StoryFile.Names.SelectMany(story => TestData.History(Story.Records(story)).Observations.Select(known => known.Finding))).ToList();
        var fired = findings.SelectMany(finding => finding.Ids()).ToHashSet(StringComparer.Ordinal);

        Catalogue.Entries.Select(entry => entry.Id).Concat(ContextSignals.Everything.Select(context => context.Id))
            .Except(["management-account", "outside-window", "key-known-as-roots"], StringComparer.Ordinal).ShouldBeSubsetOf(fired);
        fired.ShouldAllBe(id => findings.Any(finding => !finding.Ids().Contains(id, StringComparer.Ordinal)));
    }

    // All that a delivered event passes.
    private static void Pass(byte[] record)
    {
        Detector.Read(record);
        Detector.ReadTampering(record);
    }

    private static object? Expected(Finding? finding) =>
        finding is null
            ? null
            : new
            {
                finding.Activity,
                finding.Assessment,
                finding.Severity,
                finding.Headline,
                finding.Signals,
                finding.Techniques,
                Record = finding.Record with { EventId = finding.Record.EventId.StartsWith("sha256:", StringComparison.Ordinal) ? "sha256:…" : finding.Record.EventId },
                finding.Record.Network,
                finding.Record.AgentFamily,
            };

    private static IEnumerable<string> Named(string prefix) => Sample.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
}
