using RootWatch.LocalHost;

namespace RootWatch.FunctionApp.Tests;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rootwatch-").FullName;
    private readonly string _below;

    public LocalSettingsTests() => _below = Directory.CreateDirectory(Path.Combine(_root, "src", "FunctionApp")).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void They_are_found_by_climbing()
    {
        Write(_root, """{"Values":{"A":"1"},"Host":{"LocalHttpPort":7100}}""");

        var settings = LocalSettings.Find(_below);

        settings.Values["A"].ShouldBe("1");
        settings.Port.ShouldBe(7100);
    }

    [Fact]
    public void The_nearest_are_taken()
    {
        Write(_root, """{"Values":{"A":"far"}}""");
        Write(_below, """{"Values":{"A":"near"}}""");

        LocalSettings.Find(_below).Values["A"].ShouldBe("near");
    }

    [Fact]
    public void A_folder_with_host_json_ends_the_climb()
    {
        Write(_root, """{"Values":{"A":"1"}}""");
        File.WriteAllText(Path.Combine(_below, "host.json"), "{}");

        LocalSettings.Find(_below).Values.ShouldBeEmpty();
    }

    [Fact]
    public void Without_them_the_port_is_that_of_Core_Tools()
    {
        File.WriteAllText(Path.Combine(_root, "host.json"), "{}");

        LocalSettings.Find(_below).Port.ShouldBe(7071);
    }

    [Fact]
    public void Comments_and_values_that_are_no_strings_are_read()
    {
        Write(_below, """
            { // a comment
              "Values": { "Number": 5, "Flag": true, },
            }
            """);

        var values = LocalSettings.Find(_below).Values;

        values["Number"].ShouldBe("5");
        values["Flag"].ShouldBe("True");
    }

    [Fact]
    public void Encrypted_ones_are_refused()
    {
        Write(_below, """{"IsEncrypted":true,"Values":{}}""");

        Should.Throw<InvalidOperationException>(() => LocalSettings.Find(_below)).Message.ShouldContain("func settings decrypt");
    }

    [Fact]
    public void A_variable_that_exists_wins()
    {
        var exists = "ROOTWATCH_TEST_" + Guid.NewGuid().ToString("N");
        var isNew = "ROOTWATCH_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(exists, "mine");
        Write(_below, $$"""{ "Values": { "{{exists}}": "theirs", "{{isNew}}": "theirs" } }""");

        LocalSettings.Find(_below).ApplyToEnvironment();

        Environment.GetEnvironmentVariable(exists).ShouldBe("mine");
        Environment.GetEnvironmentVariable(isNew).ShouldBe("theirs");
    }

    private static void Write(string folder, string json) => File.WriteAllText(Path.Combine(folder, "local.settings.json"), json);
}
