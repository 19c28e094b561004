using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Pages;

namespace RootWatch.Bridge.Requests;

/// <summary>Reads what a page's form sends.</summary>
internal static class Form
{
    /// <summary>What a page says of a request that holds no form of ours; null where it may hold one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="longest">How many bytes the form may have.</param>
    public static IResult? Refusal(HttpRequest request, int longest) =>
        request.ContentLength > longest ? Page.Message(StatusCodes.Status413PayloadTooLarge, "This is too long", "A name has at most 100 characters, a note at most 500.")
        : !request.HasFormContentType || request.ContentLength is null ? Page.Message(StatusCodes.Status400BadRequest, "This form cannot be read", "Use a form on the incident's page.")
        : null;

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
