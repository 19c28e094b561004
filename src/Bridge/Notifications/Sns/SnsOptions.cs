using System.ComponentModel.DataAnnotations;
using Amazon;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>The SNS topic that alerts go to. Section <c>Sns</c>.</summary>
public sealed class SnsOptions : IValidatableObject
{
    public const string SectionName = "Sns";

    /// <summary>The topic's ARN, which also gives region and partition; a name ending in .fifo makes it a FIFO topic. Default: none, and SNS is off.</summary>
    public string? TopicArn { get; set; }

    /// <summary>Another endpoint than the region's own: a VPC endpoint, or a local stand-in. Default: none.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>The region that the topic's ARN names: where SNS and STS are called, and what the signature is for.</summary>
    public RegionEndpoint TopicRegion() => RegionEndpoint.GetBySystemName(Arn.Parse(TopicArn).Region);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(TopicArn) && (!Arn.TryParse(TopicArn, out var arn) || arn is not { Service: "sns", Resource.Length: > 0, Region.Length: > 0 }))
        {
            yield return new ValidationResult(
                $"Sns:TopicArn is \"{TopicArn}\"; it must be an SNS topic's ARN, such as arn:aws:sns:eu-central-1:111122223333:root-use.", [nameof(TopicArn)]);
        }
    }
}
