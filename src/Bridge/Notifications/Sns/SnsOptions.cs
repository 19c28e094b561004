using System.ComponentModel.DataAnnotations;
using Amazon;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>The SNS topic that alerts go to. Section <c>Sns</c>.</summary>
public sealed class SnsOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Sns";

    /// <summary>The channels' names.</summary>
    internal const string Topic = "sns";
    internal const string AmazonQ = "amazon-q";

    /// <summary>The topic's ARN, which also gives region and partition; a name ending in .fifo makes it a FIFO topic. Default: none, and SNS is off.</summary>
    public string? TopicArn { get; set; }

    /// <summary>The ARN of a topic for Amazon Q Developer in chat applications, in the same region: it passes over what is not in its own form. Not FIFO. Default: none.</summary>
    public string? AmazonQTopicArn { get; set; }

    /// <summary>Another endpoint than the region's own: a VPC endpoint, or a local stand-in. Default: none.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Whether the ARN is known: only then do region and partition follow from it.</summary>
    internal bool HasTopic => !string.IsNullOrEmpty(TopicArn) && !Secret.IsUnresolved(TopicArn);

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable => new[]
    {
        UnusableSetting.OfReference("Sns:TopicArn", TopicArn, Topic),
        UnusableSetting.OfReference("Sns:AmazonQTopicArn", AmazonQTopicArn, AmazonQ),
    }.OfType<UnusableSetting>();

    /// <summary>The region that the topic's ARN names: where SNS and STS are called, and what the signature is for.</summary>
    public RegionEndpoint TopicRegion() => RegionEndpoint.GetBySystemName(Arn.Parse(TopicArn).Region);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ServiceUrl is not null && !WebAddress.IsWeb(ServiceUrl))
        {
            yield return new ValidationResult($"Sns:ServiceUrl is \"{ServiceUrl}\"; it must be an absolute URL.");
        }

        if (HasTopic && (!Arn.TryParse(TopicArn, out var arn) || arn is not { Service: "sns", Resource.Length: > 0, Region.Length: > 0 }))
        {
            yield return new ValidationResult(
                $"Sns:TopicArn is \"{TopicArn}\"; it must be an SNS topic's ARN, such as arn:aws:sns:eu-central-1:111122223333:root-use.");
        }
        else if (!string.IsNullOrEmpty(AmazonQTopicArn) && !Secret.IsUnresolved(AmazonQTopicArn) && (HasTopic || string.IsNullOrEmpty(TopicArn))
            && (!Arn.TryParse(AmazonQTopicArn, out var other) || other is not { Service: "sns", Resource.Length: > 0 } || other.Resource.EndsWith(".fifo", StringComparison.Ordinal)
                || string.IsNullOrEmpty(TopicArn) || other.Region != Arn.Parse(TopicArn).Region))
        {
            yield return new ValidationResult(
                $"Sns:AmazonQTopicArn is \"{AmazonQTopicArn}\"; it must be the ARN of a topic that is not FIFO, in the region of Sns:TopicArn, which must be set, too.");
        }
    }
}
