namespace RootWatch.Detection.Policy;

internal sealed class AccountIdConverter() : TextConverter<AccountId>("an account's 12 digits")
{
    private const int Digits = 12;

    protected override bool TryParse(string text, out AccountId value)
    {
        value = new AccountId(text);
        return text.Length == Digits && text.All(char.IsAsciiDigit);
    }
}
