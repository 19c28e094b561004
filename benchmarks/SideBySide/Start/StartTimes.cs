namespace RootWatch.SideBySide.Start;

/// <summary>How long a worker's process had run, in milliseconds, when it got so far.</summary>
/// <param name="Connected">It had opened its stream to the host: the runtime is up, Main has built the services.</param>
/// <param name="Ready">It had listed and loaded its functions.</param>
/// <param name="Answered">It had answered 200 to its first request.</param>
internal sealed record StartTimes(double Connected, double Ready, double Answered);
