namespace RootWatch.Bridge.AccountReader;

/// <summary>AWS gave no usable answer about an account.</summary>
/// <param name="refusal">In which way.</param>
/// <param name="reason">Why, in our own words; holds no secret and no text from outside.</param>
/// <param name="inner">What a client threw; null where there was an answer.</param>
public sealed class AccountReaderException(ReaderRefusal refusal, string reason, Exception? inner = null) : Exception(reason, inner)
{
    public ReaderRefusal Refusal => refusal;
}
