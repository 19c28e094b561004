using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.Tests.Ingestion;

public sealed class UnknownDetailTypesTests
{
    private readonly CollectingLogger _logger = new();

    [Fact]
    public void Each_is_logged_once()
    {
        var unknown = new UnknownDetailTypes(_logger);

        unknown.Saw("one");
        unknown.Saw("another");
        unknown.Saw("one");

        _logger.Lines.Count.ShouldBe(2);
        _logger.Lines[0].ShouldContain("detail-type one ");
    }

    [Fact]
    public void A_sender_who_invents_names_does_not_fill_the_log()
    {
        var unknown = new UnknownDetailTypes(_logger);

        for (var number = 0; number < 1000; number++)
        {
            unknown.Saw($"type {number}");
        }

        _logger.Lines.Count.ShouldBe(100);
    }

    private sealed class CollectingLogger : ILogger<UnknownDetailTypes>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
