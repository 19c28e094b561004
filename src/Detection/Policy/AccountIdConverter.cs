namespace RootWatch.Detection.Policy;

internal sealed class AccountIdConverter() : TextConverter<AccountId>("an account's 12 digits")
{
    protected override bool TryParse(string text, out AccountId value)
    {
        value = new AccountId(text);
        return AccountId.Fits(text);
    }
}
