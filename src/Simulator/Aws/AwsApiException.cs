namespace RootWatch.Simulator.Aws;

/// <summary>An AWS API refused a call, or cannot be reached.</summary>
public sealed class AwsApiException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The service's own word for it, such as AccessDenied; or Unreachable, or NoCredentials.</summary>
    public string Code { get; } = code;
}
