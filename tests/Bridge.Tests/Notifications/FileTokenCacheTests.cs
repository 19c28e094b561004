using RootWatch.Bridge.Notifications.Teams.Graph;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class FileTokenCacheTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

    private string File => Path.Combine(_folder, "tokens");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void What_was_saved_is_loaded_by_the_next_process()
    {
        new FileTokenCache(File).Save([1, 2, 250]);
        new FileTokenCache(File).Save([3, 4]);

        new FileTokenCache(File).Load().ShouldBe([3, 4]);
        Directory.GetFiles(_folder).ShouldBe([File], "nothing else is left behind");
    }

    [Fact]
    public void Before_anybody_has_signed_in_there_is_nothing() => new FileTokenCache(File).Load().ShouldBeNull();

    [Fact]
    public async Task Who_reads_while_others_write_finds_whole_tokens_always()
    {
        // A file that is emptied before it is written would be read empty now and then, or stay so after a kill.
        byte[][] tokens = [[.. Enumerable.Repeat((byte)1, 200_000)], [.. Enumerable.Repeat((byte)2, 100_000)]];
        var cache = new FileTokenCache(File);
        cache.Save(tokens[0]);
        var writing = Task.Run(() => Enumerable.Range(0, 100).ToList().ForEach(turn => cache.Save(tokens[turn % 2])), TestContext.Current.CancellationToken);

        while (!writing.IsCompleted)
        {
            var read = cache.Load().ShouldNotBeNull();
            read.Length.ShouldBe(read[0] == 1 ? 200_000 : 100_000);
        }

        await writing;
    }

    [Fact]
    public void What_cannot_be_kept_costs_no_token_where_an_alert_waits()
    {
        Directory.CreateDirectory(File);
        Exception? heard = null;

        new FileTokenCache(File, failure => heard = failure).Save([1]);

        heard.ShouldNotBeNull();
        Should.Throw<IOException>(() => new FileTokenCache(File).Save([1]));
    }
}
