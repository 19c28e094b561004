namespace RootWatch.Cli.Demo;

/// <summary>One event of the story.</summary>
/// <param name="File">Its envelope, below Story.</param>
/// <param name="Title">What happens, in the story's words.</param>
/// <param name="IsNews">Whether people must hear of it. The demo fails where the bridge sees it otherwise.</param>
internal sealed record DemoEvent(string File, string Title, bool IsNews);
