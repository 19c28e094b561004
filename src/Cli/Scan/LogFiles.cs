using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace RootWatch.Cli.Scan;

/// <summary>The files that arguments name: files, folders, globs, and - for standard input.</summary>
internal sealed class LogFiles
{
    private static readonly string[] Endings = ["**/*.json", "**/*.jsonl", "**/*.ndjson", "**/*.log", "**/*.json.gz", "**/*.jsonl.gz", "**/*.ndjson.gz", "**/*.log.gz"];

    public List<LogFile> Files { get; } = [];

    /// <summary>Arguments that name nothing.</summary>
    public List<string> Missing { get; } = [];

    public static LogFiles Of(IEnumerable<string> arguments)
    {
        var files = new LogFiles();
        foreach (var argument in arguments)
        {
            var before = files.Files.Count;
            files.Add(argument);
            if (files.Files.Count == before)
            {
                files.Missing.Add(argument);
            }
        }

        return files;
    }

    private void Add(string argument)
    {
        if (argument is "-")
        {
            Files.Add(new LogFile("standard input", Path: null));
        }
        else if (File.Exists(argument))
        {
            Files.Add(new LogFile(argument, argument));
        }
        else if (Directory.Exists(argument))
        {
            AddMatches(argument, Endings);
        }
        else if (argument.Contains('*', StringComparison.Ordinal))
        {
            var root = Path.GetPathRoot(Path.GetFullPath(argument))!;
            AddMatches(Path.IsPathRooted(argument) ? root : ".", [Path.IsPathRooted(argument) ? Path.GetRelativePath(root, argument) : argument]);
        }
    }

    private void AddMatches(string folder, IEnumerable<string> patterns)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(patterns);
        Files.AddRange(matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(folder))).Files
            .Select(match => Path.Combine(folder, match.Path))
            .Order(StringComparer.Ordinal)
            .Select(path => new LogFile(path, path)));
    }
}
