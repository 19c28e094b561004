using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Clients;

/// <summary>There are no credentials, so nothing was sent.</summary>
/// <param name="outcome">Why.</param>
internal sealed class CredentialsException(SendOutcome outcome) : Exception(outcome.Why)
{
    public SendOutcome Outcome => outcome;

    /// <summary>Finds it beneath what a client made of it; null where it is not the cause.</summary>
    public static CredentialsException? In(Exception? failure)
    {
        while (failure is not null and not CredentialsException)
        {
            failure = failure.InnerException;
        }

        return failure as CredentialsException;
    }
}
