using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RootWatch.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LinesLogged : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
