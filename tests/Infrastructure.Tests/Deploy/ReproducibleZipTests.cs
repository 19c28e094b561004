using System.IO.Compression;
using RootWatch.Cli.Deploy.Package;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed class ReproducibleZipTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rootwatch-zip-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_files_give_the_same_bytes_whatever_their_folder_order_times_and_modes()
    {
        var first = Folder("first", ("app.dll", "code"), (".azurefunctions/metadata.json", "{}"), ("host.json", "{\"version\":\"2.0\"}"));
        var second = Folder("somewhere/else/second", ("host.json", "{\"version\":\"2.0\"}"), (".azurefunctions/metadata.json", "{}"), ("app.dll", "code"));
        File.SetLastWriteTimeUtc(Path.Combine(second, "app.dll"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(second, "host.json"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        }

        Zip(second).ShouldBe(Zip(first));
    }

    [Fact]
    public void A_stream_that_cannot_go_back_gets_the_same_bytes()
    {
        var folder = Folder("app", ("a.txt", "a"), ("b.txt", new string('b', 100_000)));
        using var kept = new MemoryStream();
        using (var forward = new BrotliStream(kept, CompressionLevel.Fastest, leaveOpen: true))
        {
            ReproducibleZip.Write(folder, forward);
        }

        kept.Position = 0;
        using var back = new BrotliStream(kept, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        back.CopyTo(bytes);
        bytes.ToArray().ShouldBe(Zip(folder));
    }

    [Theory]
    [InlineData("app.dll", "other code")]
    [InlineData("App.dll", "code")]
    public void Another_content_or_name_gives_other_bytes(string name, string content) =>
        Zip(Folder("second", (name, content))).ShouldNotBe(Zip(Folder("first", ("app.dll", "code"))));

    [Fact]
    public void Every_file_is_in_it_hidden_ones_too_by_name_with_forward_slashes()
    {
        using var archive = Read(Zip(Folder("app", ("z", "z"), ("b/c/d", "d"), (".hidden/e", "e"), ("B", "B"), ("b.txt", "b"), ("b/a", "a"))));

        archive.Entries.Select(entry => entry.FullName).ShouldBe([".hidden/e", "B", "b.txt", "b/a", "b/c/d", "z"]);
        archive.Entries.Select(Text).ShouldBe(["e", "B", "b", "a", "d", "z"]);
    }

    [Fact]
    public void No_entry_says_when()
    {
        using var archive = Read(Zip(Folder("app", ("a", "a"), ("b/c", "c"))));

        archive.Entries.ShouldAllBe(entry => entry.LastWriteTime.DateTime == new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));
    }

    [Theory]
    [InlineData("\u007fELF…", "rwxr-xr-x")]
    [InlineData("#!/bin/sh\n", "rwxr-xr-x")]
    [InlineData("MZ…", "rw-r--r--")]
    [InlineData("# a title", "rw-r--r--")]
    [InlineData("", "rw-r--r--")]
    public void Programs_may_be_run_and_nothing_else(string content, string mode)
    {
        var zip = Zip(Folder("app", ("file", content)));

        using var archive = Read(zip);
        var attributes = archive.Entries.ShouldHaveSingleItem().ExternalAttributes >> 16;
        ((UnixFileMode)(attributes & 0x1FF)).ShouldBe(mode[2] == 'x' ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
        (attributes & 0xF000).ShouldBe(0x8000);
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 5].ShouldBe((byte)3);
    }

    [Fact]
    public void A_folder_without_files_is_an_empty_zip()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "app", "empty"));

        using var archive = Read(Zip(Path.Combine(_folder.FullName, "app")));

        archive.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_missing_is_no_empty_zip() =>
        Should.Throw<DirectoryNotFoundException>(() => Zip(Path.Combine(_folder.FullName, "missing")));

    private static byte[] Zip(string folder)
    {
        using var zip = new MemoryStream();
        ReproducibleZip.Write(folder, zip);
        return zip.ToArray();
    }

    private static ZipArchive Read(byte[] zip) => new(new MemoryStream(zip));

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private string Folder(string name, params (string Name, string Content)[] files)
    {
        var folder = Path.Combine(_folder.FullName, name);
        foreach (var (file, content) in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return folder;
    }
}
