using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A=", "")]
    [InlineData("  A=b  ", "b")]
    [InlineData("A=b # why", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A='b c'", "b c")]
    [InlineData("A='b' # why", "b")]
    [InlineData("A='$HOME `x` \"q\"'", "$HOME `x` \"q\"")]
    [InlineData("A=\"b c\"", "b c")]
    [InlineData("A=\"say \\\"b\\\" \\\\\"", "say \"b\" \\")]
    [InlineData("A='{\"Notifications__RunbookUrl\":\"https://wiki.example/a?b&c\"}'", "{\"Notifications__RunbookUrl\":\"https://wiki.example/a?b&c\"}")]
    public void A_value_is_taken_as_it_is(string line, string value) =>
        EnvironmentFile.Parse("deploy.env", ["", "# a comment", line])["A"].ShouldBe(value);

    [Theory]
    [InlineData("A=$HOME")]
    [InlineData("A=$(rm -rf x)")]
    [InlineData("A=`x`")]
    [InlineData("A=b c")]
    [InlineData("A=b;c")]
    [InlineData("A='b")]
    [InlineData("A=\"b")]
    [InlineData("A='b'c")]
    [InlineData("A=\"$HOME\"")]
    [InlineData("A=\"b\\n\"")]
    [InlineData("A=\"b\\")]
    [InlineData("A=b\"c\"")]
    public void What_a_shell_would_make_something_of_is_refused_with_its_line(string line) =>
        Should.Throw<DeploymentException>(() => EnvironmentFile.Parse("deploy.env", ["B=1", line])).Message.ShouldStartWith("deploy.env, line 2: the value of A cannot be read");

    [Theory]
    [InlineData("export A=b")]
    [InlineData("=b")]
    [InlineData("A")]
    [InlineData("A B=c")]
    public void What_is_no_setting_is_refused_with_its_line(string line) =>
        Should.Throw<DeploymentException>(() => EnvironmentFile.Parse("deploy.env", [line])).Message.ShouldStartWith("deploy.env, line 1: a line is NAME=value");

    [Fact]
    public void A_name_may_stand_there_once() =>
        Should.Throw<DeploymentException>(() => EnvironmentFile.Parse("deploy.env", ["A=1", "A=2"])).Message.ShouldBe("deploy.env, line 2: A was set above.");

    [Fact]
    public void Errors_repeat_no_value() =>
        Should.Throw<DeploymentException>(() => EnvironmentFile.Parse("deploy.env", ["A=THE SECRET"])).Message.ShouldNotContain("SECRET");
}
