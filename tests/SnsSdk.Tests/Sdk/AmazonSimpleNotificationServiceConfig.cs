using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.SimpleNotificationService;

/// <summary>The official package's configuration, as far as SdkTopicPublisher uses it.</summary>
public sealed class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    public AmazonSimpleNotificationServiceConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }])) =>
        AuthenticationServiceName = "sns";

    public override string ServiceVersion => "2010-03-31";

    public override string UserAgent => "rootwatch-tests";

    public override string RegionEndpointServiceName => "sns";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}
