using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>The accounts that a record itself is of: its caller's and the one that received it. To let them in is to let in nobody.</summary>
/// <param name="Caller">The caller's account.</param>
/// <param name="OfArn">The account in the caller's ARN.</param>
/// <param name="Recipient">The account that received the record.</param>
internal sealed record OwnAccounts(string? Caller, string? OfArn, string? Recipient)
{
    /// <summary>The one that counts; null where the record names none.</summary>
    public string? First => Caller ?? OfArn ?? Recipient;

    public static OwnAccounts Of(in RecordFields record, string? arn) =>
        new(AwsNames.Account(record.Text(RecordField.IdentityAccount)), AwsNames.AccountOfArn(arn), AwsNames.Account(record.Text(RecordField.Recipient)));

    public LetsIn LetsIn(string account) => account == Caller || account == OfArn || account == Recipient ? Requests.LetsIn.Nobody : Requests.LetsIn.AnotherAccount;
}
