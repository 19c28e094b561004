using System.Diagnostics;
using System.Text;
using CsCheck;
using RootWatch.Detection.Response.Commands;

namespace RootWatch.Detection.Tests.Response.Hostile;

/// <summary>The lexer reads what a real shell reads, and refuses what a shell would act on.</summary>
public sealed class ShellLexerTests
{
    private const int Cases = 400;

    [Fact]
    public async Task Every_text_that_is_quoted_reaches_a_real_shell_as_one_word()
    {
        Tool.Require("sh", "every POSIX system has one");

        // No program's argument can hold a NUL, and half a surrogate pair has no bytes.
        var texts = Gen.OneOf(HostileText.Any, Gen.String).Array[1, 4].Array[Cases].Single().Select(words => words.Select(word => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(word.Replace("\0", string.Empty, StringComparison.Ordinal)))).ToList()).ToList();
        var lines = texts.Select(words => string.Join(' ', words.Select(word => new CommandWord([new CommandPart(word)]).ToShell()))).ToList();

        var read = await ReadBySh(lines);

        read.Count.ShouldBe(Cases);
        read.Zip(texts).ShouldAllBe(pair => pair.First.SequenceEqual(pair.Second));
        lines.Select(line => ShellLexer.Words(line).Select(word => word.Text)).Zip(texts).ShouldAllBe(pair => pair.First.SequenceEqual(pair.Second));
    }

    [Theory]
    [InlineData("aws iam list-users; reboot")]
    [InlineData("aws iam list-users & reboot")]
    [InlineData("aws $HOME")]
    [InlineData("aws `reboot`")]
    [InlineData("aws \"$HOME\"")]
    [InlineData("aws 'open")]
    [InlineData("aws $(open")]
    [InlineData("aws closed)")]
    [InlineData("aws * ?")]
    [InlineData("aws > file")]
    [InlineData("aws\nreboot")]
    public void What_a_shell_would_act_on_is_refused(string line) => Should.Throw<FormatException>(() => ShellLexer.Words(line));

    private static async Task<List<List<string>>> ReadBySh(List<string> lines)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-s"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) })!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var line in lines)
        {
            await shell.StandardInput.WriteAsync($"printf '%s\\0' {line}; printf '\\001'\n");
        }

        shell.StandardInput.Close();
        return [.. (await output).Split('\u0001')[..^1].Select(answer => answer.Split('\0')[..^1].ToList())];
    }
}
