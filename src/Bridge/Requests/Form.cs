using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Requests;

/// <summary>Reads what a page's form sends.</summary>
internal static class Form
{
    /// <exception cref="UnreadableRequestException">It is no form, or one with more keys, or longer ones, than any of ours has.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        // It throws this or that: for keys, for parts, for the charset, for a body that breaks off.
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new UnreadableRequestException(failure);
        }
    }
}
