using RootWatch.Release;

namespace RootWatch.Infrastructure.Tests.Release;

public sealed class ChecksumsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rootwatch-sums-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Sha256sum_finds_every_file_whole()
    {
        Write();

        (await CheckAsync()).ShouldBe(0);
        File.ReadLines(PathOf(Checksums.FileName)).Select(line => line.Split("  ")[1]).ShouldBe(["a.zip", "b c.json"]);
    }

    [Fact]
    public async Task And_one_that_was_changed_afterwards_not()
    {
        Write();
        await File.WriteAllTextAsync(PathOf("a.zip"), "other", TestContext.Current.CancellationToken);

        (await CheckAsync()).ShouldBe(1);
    }

    [Fact]
    public void Sums_of_sums_are_not_taken()
    {
        Write();
        Checksums.Write(_folder.FullName);

        File.ReadAllText(PathOf(Checksums.FileName)).ShouldNotContain($"  {Checksums.FileName}");
    }

    private void Write()
    {
        File.WriteAllText(PathOf("a.zip"), "a");
        File.WriteAllText(PathOf("b c.json"), "b");
        Checksums.Write(_folder.FullName);
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private async Task<int> CheckAsync()
    {
        await using var check = Child.Start("bash", ["-c", $"cd '{_folder.FullName}' && sha256sum --check --strict {Checksums.FileName}"]);
        return await check.ExitCodeAsync();
    }
}
