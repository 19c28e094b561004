namespace RootWatch.Simulator.Sinks;

/// <summary>Something that goes wrong with one request to a sink.</summary>
public abstract record Fault
{
    /// <summary>Answers so, and records nothing.</summary>
    public sealed record Status(int Code, string Body = "", string ContentType = "text/plain", string? RetryAfter = null) : Fault;

    /// <summary>Handles the request as usual, but late.</summary>
    public sealed record Slow(TimeSpan By) : Fault;

    /// <summary>Never answers, and records nothing.</summary>
    public sealed record Hang : Fault;

    /// <summary>Breaks the connection, and records nothing.</summary>
    public sealed record Reset : Fault;

    /// <summary>Accepts the request and loses it: what Workflows does when its flow fails after the 202.</summary>
    public sealed record Lost : Fault;

    /// <summary>Refuses the caller's credentials in the service's own words, and records nothing.</summary>
    public sealed record BadCredentials : Fault;

    /// <summary>Handles the request as usual; of the answer's body a part comes at once, and the rest so much later.</summary>
    public sealed record SlowBody(TimeSpan By) : Fault;

    /// <summary>Handles the request as usual, and breaks the connection in the middle of the answer's body.</summary>
    public sealed record CutBody : Fault;
}
