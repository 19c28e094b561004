namespace RootWatch.Cli.Expect;

/// <summary>A window as it is declared.</summary>
internal sealed record Window(string[] Accounts, string[] Tasks, string[] Networks, string From, string To, string Who, string Ticket);
