using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Tests.Activities;

/// <summary>The index finds what a walk over the whole catalogue finds.</summary>
public sealed class CatalogueIndexTests
{
    private static readonly RequestFacts[] Requests =
    [
        new(), new(TargetUser: "alice"), new(LetsIn: LetsIn.Everybody), new(Protection: ProtectionChange.Weakened), new(Instances: 40), new(NamesRootWatch: true), new(AllowsEverything: true),
    ];

    private static readonly string[] OddSources =
        ["", ".", "*", ".amazonaws.com", "iam", "iam.", "iam.a.b", "iamx.amazonaws.com", "IAM.AMAZONAWS.COM", "Iam.amazonaws.com.cn", "runtime.sagemaker.amazonaws.com", "nobody.amazonaws.com", "ÄÖ.amazonaws.com"];

    private static readonly string[] OddNames = ["", "*", "createaccesskey", "CREATEOAUTH2TOKEN_V2", "CreateAccessKeys", "SetContactAddress", "Foo", "fooBar", "A\0B"];

    [Fact]
    public void Of_every_action_of_AWS() =>
        Effort.Of(AwsActions.All).SelectMany(action => Requests.Take(Effort.IsShort ? 1 : 2).Select(request => TestData.Call(action.Service, action.Name, TestData.Morning, request: request))).ShouldAllBe(record => IsSame(record));

    [Fact]
    public void Of_every_event_that_the_catalogue_names() =>
        (from entry in Catalogue.Entries
         from pattern in entry.Patterns
         from name in pattern.Names
         from request in Requests
         from identity in new[] { RootIdentity.RootUser, RootIdentity.ActOnRoot }
         select TestData.Call(pattern.Source, name.Replace("*", "Anything", StringComparison.Ordinal), TestData.Morning, request: request) with { Identity = identity }).ShouldAllBe(record => IsSame(record));

    [Fact]
    public void Of_every_sample() =>
        Sample.Names.Select(SampleFindings.Try).OfType<Finding>().Select(finding => finding.Record).ShouldAllBe(record => IsSame(record));

    [Fact]
    public void Of_odd_names() =>
        (from source in OddSources
         from name in OddNames
         from request in Requests
         select TestData.Call(source, name, TestData.Morning, request: request) with { EventSource = source }).ShouldAllBe(record => IsSame(record));

    private static bool IsSame(RootRecord record) => Catalogue.Find(record) == Walk(record);

    private static CatalogueEntry Walk(RootRecord record) =>
        Catalogue.Entries.FirstOrDefault(entry => entry.Effect is null && entry.Matches(record)) ?? EffectEntries.For(EffectClassifier.Classify(record));
}
