namespace RootWatch.Bridge.Requests;

/// <summary>A request's form or body cannot be read.</summary>
public sealed class UnreadableRequestException(Exception innerException) : Exception("The request cannot be read.", innerException);
