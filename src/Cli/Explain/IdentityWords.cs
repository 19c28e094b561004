using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Explain;

internal static class IdentityWords
{
    public static string Of(RootIdentity identity) =>
        identity switch
        {
            RootIdentity.RootUser => "root itself, by password, session or key",
            RootIdentity.FederatedByRoot => "a federated session that root issued",
            RootIdentity.AssumeRootCaller => "a management account asks for a root session",
            RootIdentity.AssumedRootSession => "a centralized root session",
            RootIdentity.Service => "a service acts for root",
            RootIdentity.AwsSupport => "AWS support acts for root",
            RootIdentity.ServiceEvent => "AWS did it by itself",
            RootIdentity.UnidentifiedDirectoryLogin => "a directory sign-in failed before anybody was identified",
            RootIdentity.ActOnRoot => "somebody else takes root over, or frees it from what bounds it",
            RootIdentity.AwsAlarm => "AWS itself reports it",
            RootIdentity.Inconsistent => "type and ARN contradict each other",
            _ => throw new ArgumentOutOfRangeException(nameof(identity), identity, message: null),
        };
}
