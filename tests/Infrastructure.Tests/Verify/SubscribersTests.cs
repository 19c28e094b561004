using System.Xml.Linq;
using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

public sealed class SubscribersTests
{
    [Fact]
    public void Who_has_not_confirmed_is_named_and_not_by_a_whole_address()
    {
        var subscribers = Of(
            """
            <member><TopicArn>arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts</TopicArn><Protocol>email</Protocol><SubscriptionArn>arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts:1</SubscriptionArn><Owner>111122223333</Owner><Endpoint>on-call@example.com</Endpoint></member>
            <member><Protocol>email</Protocol><SubscriptionArn>PendingConfirmation</SubscriptionArn><Owner>111122223333</Owner><Endpoint>jane.doe@example.com</Endpoint></member>
            <member><Protocol>https</Protocol><SubscriptionArn>PendingConfirmation</SubscriptionArn><Owner>111122223333</Owner><Endpoint>https://pager.example.com/hook?key=secret</Endpoint></member>
            <member><Protocol>sms</Protocol><SubscriptionArn>PendingConfirmation</SubscriptionArn><Owner>111122223333</Owner><Endpoint>+4915112345678</Endpoint></member>
            """);

        subscribers.HasPerson.ShouldBeTrue();
        subscribers.ToString().ShouldBe("1 confirmed (email); waiting for confirmation: email j…@example.com, https pager.example.com, sms");
    }

    [Fact]
    public void A_subscription_that_was_deleted_is_neither() =>
        Of("<member><Protocol>email</Protocol><SubscriptionArn>Deleted</SubscriptionArn><Endpoint>on-call@example.com</Endpoint></member>").ToString().ShouldBe("nobody has confirmed");

    [Theory]
    [InlineData("email", true)]
    [InlineData("email-json", true)]
    [InlineData("sms", true)]
    [InlineData("https", true)]
    [InlineData("application", true)]
    [InlineData("lambda", true)]
    [InlineData("sqs", false)]
    [InlineData("firehose", false)]
    public void What_only_keeps_messages_reaches_no_person(string protocol, bool isPerson) =>
        Of($"<member><Protocol>{protocol}</Protocol><SubscriptionArn>arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts:1</SubscriptionArn></member>").HasPerson.ShouldBe(isPerson);

    private static Subscribers Of(string members) => Subscribers.Of([.. XElement.Parse($"<Subscriptions>{members}</Subscriptions>").Elements()]);
}
