namespace RootWatch.Bridge.Clients;

/// <summary>
/// Keeps the answer that a client library gets, for libraries lose it: the body before the status, the status before
/// the headers.
/// </summary>
public sealed class ResponseCapture(TimeProvider time) : DelegatingHandler
{
    private static readonly AsyncLocal<Recording?> Current = new();

    /// <summary>Makes a call.</summary>
    /// <param name="call">One call of a client whose requests go through this handler.</param>
    /// <returns>The last answer to it, whatever the client made of that; null where the client asked nobody.</returns>
    /// <remarks>Throws what the client throws where there is no answer.</remarks>
    public static async Task<CapturedResponse?> RecordAsync(Func<Task> call)
    {
        var recording = new Recording();
        Current.Value = recording;
        try
        {
            await call();
        }
#pragma warning disable CA1031 // What the client makes of an answer is its own affair.
        catch (Exception) when (recording.Answer is not null)
#pragma warning restore CA1031
        {
            // The answer says what happened.
        }

        return recording.Answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var recording = Current.Value;
        if (recording is not null)
        {
            recording.Answer = null;
        }

        var response = await base.SendAsync(request, cancellationToken);
        var answer = await CapturedResponse.ReadAsync(response, time, cancellationToken);
        if (recording is not null)
        {
            recording.Answer = answer;
        }

        var body = response.Content;
        response.Content = new ReadOnlyMemoryContent(answer.Body);
        foreach (var header in body.Headers.NonValidated.Where(static header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        body.Dispose();
        return response;
    }

    private sealed class Recording
    {
        public CapturedResponse? Answer { get; set; }
    }
}
