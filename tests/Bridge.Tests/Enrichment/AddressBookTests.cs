using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Tests.Enrichment;

public sealed class AddressBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("203.0.113.77", "Example Hosting, DE")]
    [InlineData("198.51.100.1", null)]
    [InlineData("autoscaling.amazonaws.com", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData(null, null)]
    public void An_address_is_found_in_both_databases(string? address, string? found)
    {
        using var book = new AddressBook(Options.Create(new GeoLite2Options { CountryPath = Countries(), AsnPath = Owners() }), NullLogger<AddressBook>.Instance);

        book.Find(address).ShouldBe(found);
    }

    [Fact]
    public void One_database_is_enough()
    {
        using var book = new AddressBook(Options.Create(new GeoLite2Options { CountryPath = Countries() }), NullLogger<AddressBook>.Instance);

        book.Find("203.0.113.77").ShouldBe("DE");
    }

    [Fact]
    public void With_no_database_nothing_is_known()
    {
        using var book = new AddressBook(Options.Create(new GeoLite2Options()), NullLogger<AddressBook>.Instance);

        book.Find("203.0.113.77").ShouldBeNull();
    }

    [Fact]
    public async Task Card_and_mail_tell_the_network_and_the_country()
    {
        var alert = TestData.Alert(TestData.Finding());
        var outgoing = await TestData.Composer(TimeProvider.System, databases: new GeoLite2Options { CountryPath = Countries(), AsnPath = Owners() })
            .ComposeAsync(ledger: null!, new Delivery(alert.Message, "sns"), new NoThreads());

        Wording.Of(outgoing).Facts.Single(fact => fact.Label == "From").Value.ShouldBe("203.0.113.77, Example Hosting, DE");
    }

    [Theory]
    [InlineData("no-such-file.mmdb")]
    [InlineData("not-a-database.mmdb")]
    public void A_file_that_is_none_is_refused_at_start_by_its_setting(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "not-a-database.mmdb"), "nothing");
        var options = new GeoLite2Options { AsnPath = Path.Combine(_folder, name) };

        options.Validate(new ValidationContext(options)).ShouldHaveSingleItem().ErrorMessage!.ShouldStartWith($"GeoLite2:AsnPath is \"{options.AsnPath}\", which cannot be used: ");
    }

    [Fact]
    public void A_file_that_is_cut_short_under_a_running_bridge_changes_nothing()
    {
        var path = Countries();
        using var book = new AddressBook(Options.Create(new GeoLite2Options { CountryPath = path }), NullLogger<AddressBook>.Instance);
        book.Find("203.0.113.77").ShouldBe("DE");

        File.WriteAllBytes(path, []);

        book.Find("203.0.113.78").ShouldBe("DE");
    }

    [Fact]
    public async Task A_file_that_hangs_holds_up_one_alert_for_half_a_second_and_no_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes that are files.");
        var path = Path.Combine(_folder, "hangs.mmdb");
        using (var made = System.Diagnostics.Process.Start("mkfifo", path))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var options = new GeoLite2Options { CountryPath = path, AsnPath = Owners() };
        using var book = new AddressBook(Options.Create(options), NullLogger<AddressBook>.Instance);
        var started = TimeProvider.System.GetTimestamp();

        book.Find("203.0.113.77").ShouldBe("Example Hosting");
        book.Find("203.0.113.77").ShouldBe("Example Hosting");

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15), "left alone, it would be for good");
        options.Validate(new ValidationContext(options)).ShouldBeEmpty();
    }

    private sealed class NoThreads : INotificationChannel
    {
        public string Name => "sns";

        public Task<string?> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private string Countries() => Write("country.mmdb", map => map.Map(("country", country => country.Map(("iso_code", code => code.Text("DE")), ("names", names => names.Map(("en", name => name.Text("Germany"))))))));

    private string Owners() => Write("asn.mmdb", map => map.Map(("autonomous_system_number", number => number.Number(64496)), ("autonomous_system_organization", name => name.Text("Example Hosting"))));

    private string Write(string name, Action<MmdbValue> value)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, MmdbFile.With(IPNetwork.Parse("203.0.113.0/24"), value));
        return path;
    }
}
