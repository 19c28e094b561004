using System.Globalization;
using System.Text.Json;
using RootWatch.Bridge.Posture;
using Spectre.Console;

namespace RootWatch.Cli.Coverage;

/// <summary>Prints how root of each account can sign in, as a running bridge shows it.</summary>
internal static class PostureView
{
    /// <param name="body">The bridge's answer.</param>
    /// <param name="failOn">What a pipeline is to fail on.</param>
    /// <returns>Whether some account is so.</returns>
    public static async Task<bool> ShowAsync(Stream body, IReadOnlyList<PostureFinding> failOn)
    {
        var report = (await JsonSerializer.DeserializeAsync(body, PostureJson.Default.PostureReport))!;
        if (report.Problem is { } problem)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{problem}[/]");
        }

        var table = new Table().RoundedBorder().AddColumn("Account", static column => column.NoWrap()).AddColumns("Keys", "MFA", "Password", "Certificates", "Asked (UTC)");
        foreach (var account in report.Accounts)
        {
            table.AddRow(
                Markup.Escape(account.Account),
                Colored(account.Posture?.HasAccessKeys, isBad: true),
                account.Posture is { } posture && !PostureChanges.CanSignIn(posture) ? "not needed" : Colored(account.Posture?.HasMfa, isBad: false),
                PostureNotices.Word(account.Posture?.HasPassword),
                Colored(account.Posture?.HasSigningCertificates, isBad: true),
                $"{account.Asked?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "never"}{(PostureWords.Why(account) is { } why ? $", {Markup.Escape(why)}" : null)}");
        }

        AnsiConsole.Write(table);
        foreach (var sentence in report.Summary)
        {
            AnsiConsole.MarkupLineInterpolated($"{sentence}");
        }

        var failed = failOn.Select(finding => (finding.Name, Accounts: report.Accounts.Where(finding.Fits).Select(account => account.Account).ToList())).Where(finding => finding.Accounts.Count > 0).ToList();
        foreach (var (name, accounts) in failed)
        {
            await Console.Error.WriteLineAsync($"{name}: {string.Join(", ", accounts)}");
        }

        return failed.Count > 0;
    }

    private static string Colored(bool? has, bool isBad) =>
        has is null ? PostureNotices.Word(has) : has == isBad ? $"[red]{PostureNotices.Word(has)}[/]" : $"[green]{PostureNotices.Word(has)}[/]";
}
