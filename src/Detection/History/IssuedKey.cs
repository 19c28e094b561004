namespace RootWatch.Detection.History;

/// <summary>The access key of a centralised root session.</summary>
/// <param name="At">When <c>sts:AssumeRoot</c> issued it, UTC.</param>
/// <param name="Key">The access key's id.</param>
/// <param name="Task">The task policy, without its path.</param>
public sealed record IssuedKey(DateTimeOffset At, string Key, string Task);
