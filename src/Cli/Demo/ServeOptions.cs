namespace RootWatch.Cli.Demo;

/// <summary>For a demo that stays up.</summary>
/// <param name="Port">The loopback port to listen on.</param>
/// <param name="For">How long, so that a forgotten demo ends by itself.</param>
internal sealed record ServeOptions(int Port, TimeSpan For);
