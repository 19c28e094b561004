using System.Globalization;
using System.Net;
using MaxMind.Db;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Enrichment;

/// <summary>Whose network an address is in, and in which country, as far as the databases know.</summary>
/// <remarks>https://dev.maxmind.com/geoip/docs/databases</remarks>
public sealed partial class AddressBook(IOptions<GeoLite2Options> options, ILogger<AddressBook> logger, TimeProvider? time = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Task<Reader?> _countries = OpenAsync(options.Value.CountryPath);
    private readonly Task<Reader?> _owners = OpenAsync(options.Value.AsnPath);

    // An alert has waited for files that hang: the next ones do not.
    private volatile bool _isSlow;

    /// <summary>Such as "Example Hosting, DE"; null where nothing is known. The databases' words: text from outside.</summary>
    public string? Find(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return null;
        }

        try
        {
            var parts = new[] { OwnerOf(ip), CountryOf(ip) }.OfType<string>().ToList();
            return parts.Count > 0 ? string.Join(", ", parts) : null;
        }
#pragma warning disable CA1031 // Better an alert without the country than none, whatever is wrong with the file.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Log.NotRead(logger, problem.Message);
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var database in new[] { _countries, _owners }.Where(static database => database.IsCompletedSuccessfully))
        {
            database.Result?.Dispose();
        }
    }

    // Read whole, once: a mapped file that is replaced or cut short ends the process, and one on a share may hang.
    internal static Task<Reader?> OpenAsync(string? path) =>
        string.IsNullOrEmpty(path) || Secret.IsUnresolved(path) ? Task.FromResult<Reader?>(null) : Task.Run<Reader?>(() => new Reader(path, FileAccessMode.Memory));

    private Reader? Opened(Task<Reader?> database)
    {
        if (!database.IsCompleted)
        {
            if (_isSlow)
            {
                return null;
            }

            try
            {
                database.WaitAsync(Patience, _time).GetAwaiter().GetResult();
            }
            catch (TimeoutException)
            {
                _isSlow = true;
                return null;
            }
        }

        return database.GetAwaiter().GetResult();
    }

    private string? OwnerOf(IPAddress ip)
    {
        if (Opened(_owners)?.Find<Dictionary<string, object>>(ip) is not { } found)
        {
            return null;
        }

        return found.GetValueOrDefault("autonomous_system_organization") as string
            ?? (found.GetValueOrDefault("autonomous_system_number") is { } number ? string.Create(CultureInfo.InvariantCulture, $"AS{number}") : null);
    }

    private string? CountryOf(IPAddress ip) =>
        Opened(_countries)?.Find<Dictionary<string, object>>(ip) is { } found
        && found.GetValueOrDefault("country") is IDictionary<string, object> country
        && country.TryGetValue("iso_code", out var code)
            ? code as string
            : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A GeoLite2 database could not be read: {Problem}")]
        public static partial void NotRead(ILogger logger, string problem);
    }
}
