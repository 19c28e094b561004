using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>The accounts that a record itself is of: its caller's and the one that received it. To let them in is to let in nobody.</summary>
internal sealed class OwnAccounts(params IReadOnlyList<string?> accounts)
{
    public static OwnAccounts Of(JsonElement record) =>
        new(AwsNames.Account(record.Text("userIdentity", "accountId")), AwsNames.AccountOfArn(record.Text("userIdentity", "arn")), AwsNames.Account(record.Text("recipientAccountId")));

    public LetsIn LetsIn(string account) => accounts.Contains(account, StringComparer.Ordinal) ? Requests.LetsIn.Nobody : Requests.LetsIn.AnotherAccount;
}
