using System.Net;
using RootWatch.Detection.Activities;
using RootWatch.Detection.AwsAlarms;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.Policy;

/// <summary>What a policy changes, and what it cannot.</summary>
public sealed class PolicyEffectTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;
    private static readonly IPNetwork Home = IPNetwork.Parse("192.0.2.0/24");
    private static readonly IPNetwork Other = IPNetwork.Parse("198.51.100.0/24");
    private static readonly RootRecord Change = TestData.Call("sns", "CreateTopic", Now, Now);

    [Theory]
    [InlineData("created", null, null, true)]
    [InlineData("OtherWrite", null, null, true)]
    [InlineData(null, "192.0.2.0/24", null, true)]
    [InlineData("created", "192.0.2.0/24", TestData.Account, true)]
    [InlineData("Billing", null, null, false)]
    [InlineData("created", "198.51.100.0/24", null, false)]
    [InlineData("created", null, "444455556666", false)]
    public void What_the_policy_allows_is_expected(string? task, string? network, string? account, bool isAllowed)
    {
        var rule = new AllowRule
        {
            Tasks = task is null ? [] : [new TaskName(task)],
            Networks = network is null ? [] : [IPNetwork.Parse(network)],
            Accounts = account is null ? [] : [new AccountId(account)],
            Reason = new("Our automation."),
        };

        var finding = TestData.After(AccountHistory.Empty, Change, new DetectionPolicy { Allow = [rule] });

        finding.Assessment.ShouldBe(isAllowed ? Assessment.Expected : Assessment.Unusual);
        finding.Severity.ShouldBe(isAllowed ? Severity.Low : Severity.Medium);
        finding.Ids().Contains("allowed", StringComparer.Ordinal).ShouldBe(isAllowed);
        if (isAllowed)
        {
            finding.Signals.ShouldContain(signal => signal.Sentence == "The policy allows it: Our automation.");
        }
    }

    [Fact]
    public void One_of_several_accounts_networks_and_tasks_is_enough()
    {
        var rule = new AllowRule { Accounts = [new("444455556666"), new(TestData.Account)], Networks = [Other, Home], Tasks = [new("Billing"), new("created")], Reason = new("x") };

        TestData.After(AccountHistory.Empty, Change, new DetectionPolicy { Allow = [rule] }).Ids().ShouldContain("allowed");
    }

    [Fact]
    public void A_rule_without_networks_makes_none_known()
    {
        var strange = TestData.SignIn(Now, TestData.Elsewhere);

        TestData.After(TestData.Known(), strange, new DetectionPolicy { Allow = [new AllowRule { Tasks = [new("ConsoleSignIn")], Reason = new("x") }] }).Ids().ShouldContain("new-network");
        TestData.After(TestData.Known(), strange, Planned("created")).Ids().ShouldContain("new-network");
        TestData.After(TestData.Known(), strange, new DetectionPolicy { Allow = [new AllowRule { Accounts = [new("444455556666")], Networks = [IPNetwork.Parse("203.0.113.0/24")], Reason = new("x") }] }).Ids().ShouldContain("new-network");
    }

    [Fact]
    public void A_source_that_is_no_address_is_in_no_network() =>
        TestData.After(AccountHistory.Empty, Change with { SourceIp = "AWS Internal" }, new DetectionPolicy { Allow = [new AllowRule { Networks = [Home], Reason = new("x") }] })
            .Ids().ShouldNotContain("allowed");

    [Theory]
    [InlineData("OtherWrite", null, Severity.Critical)]
    [InlineData(null, "production", Severity.Critical)]
    [InlineData("OtherWrite", "production", Severity.Critical)]
    [InlineData("Billing", null, Severity.Medium)]
    [InlineData("OtherWrite", "test", Severity.Medium)]
    public void Severity_is_as_the_first_rule_that_fits_says(string? activity, string? tag, Severity expected)
    {
        var policy = new DetectionPolicy
        {
            Accounts = new Dictionary<string, AccountSettings>(StringComparer.Ordinal) { [TestData.Account] = new() { Tags = ["Production"] } },
            Severity =
            [
                new SeverityRule { Activity = activity is null ? null : Enum.Parse<Activity>(activity), Tag = tag, Severity = Severity.Critical },
                new SeverityRule { Activity = expected == Severity.Critical ? Activity.OtherWrite : Activity.Billing, Severity = Severity.Low },
            ],
        };

        TestData.After(AccountHistory.Empty, Change, policy).Severity.ShouldBe(expected);
        TestData.After(AccountHistory.Empty, Change, policy).Assessment.ShouldBe(Assessment.Unusual);
    }

    [Fact]
    public void A_severity_below_the_catalogues_can_be_asked_for() =>
        TestData.After(AccountHistory.Empty, Change, new DetectionPolicy { Severity = [new SeverityRule { Activity = Activity.OtherWrite, Severity = Severity.Low }] }).Severity.ShouldBe(Severity.Low);

    [Fact]
    public void What_is_never_silenced_can_be_made_worse() =>
        TestData.After(AccountHistory.Empty, TestData.Call("iam", "DeactivateMFADevice", Now, Now), new DetectionPolicy { Severity = [new SeverityRule { Activity = Activity.MfaChange, Severity = Severity.Critical }] })
            .Severity.ShouldBe(Severity.Critical);

    [Fact]
    public void What_is_allowed_and_low_already_stays_as_low_as_it_is() =>
        TestData.After(AccountHistory.Empty, Change, new DetectionPolicy
        {
            Severity = [new SeverityRule { Activity = Activity.OtherWrite, Severity = Severity.Informational }],
            Allow = [new AllowRule { Tasks = [new("created")], Reason = new("x") }],
        }).Severity.ShouldBe(Severity.Informational);

    [Fact]
    public void Inside_its_window_what_is_planned_is_expected_and_says_whose_window_it_is()
    {
        var finding = TestData.After(AccountHistory.Empty, TestData.Call("organizations", "CloseAccount", Now, Now), Planned("account-closed"));

        finding.Assessment.ShouldBe(Assessment.Expected);
        finding.Severity.ShouldBe(Severity.Low);
        finding.Signals.ShouldContain(signal => signal.Id == "expected-window" && signal.Sentence == "It was planned: Ada declared the window, ticket OPS-1.");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_window_holds_from_its_opening_to_its_close(int minutes, bool isOpen) =>
        TestData.After(AccountHistory.Empty, TestData.Call("organizations", "CloseAccount", Now.AddMinutes(minutes), Now), Planned("account-closed"))
            .Assessment.ShouldBe(isOpen ? Assessment.Expected : Assessment.Anomalous);

    [Fact]
    public void In_an_open_window_anything_else_is_anomalous()
    {
        var policy = Planned("email-changed", Home);

        TestData.After(AccountHistory.Empty, Change, policy).Ids().ShouldContain("outside-window");
        TestData.After(AccountHistory.Empty, Change, policy).Assessment.ShouldBe(Assessment.Anomalous);
        TestData.After(AccountHistory.Empty, TestData.SignIn(Now, TestData.Elsewhere), policy).Ids().ShouldContain("outside-window");
        TestData.After(AccountHistory.Empty, TestData.SignIn(Now), policy).Assessment.ShouldBe(Assessment.Expected);
        TestData.After(AccountHistory.Empty, TestData.Read(Now, Now), policy).Assessment.ShouldBe(Assessment.Expected);
        TestData.After(AccountHistory.Empty, TestData.FailedSignIn(Now, TestData.Home), policy).Ids().ShouldNotContain("outside-window");
        TestData.After(AccountHistory.Empty, Change with { Account = "444455556666" }, policy).Ids().ShouldNotContain("outside-window");
        TestData.After(AccountHistory.Empty, Change with { EventTime = Now.AddHours(2) }, policy).Ids().ShouldNotContain("outside-window");
        TestData.After(AccountHistory.Empty, Change with { Identity = RootIdentity.AwsSupport }, policy).Ids().ShouldNotContain("outside-window");
    }

    [Fact]
    public void Of_two_open_windows_one_that_plans_it_is_enough()
    {
        var both = new DetectionPolicy { Expectations = [.. Planned("email-changed").Expectations, .. Planned("created").Expectations] };

        TestData.After(AccountHistory.Empty, Change, both).Assessment.ShouldBe(Assessment.Expected);
    }

    [Theory]
    [InlineData("rds", "DeleteDBInstance", "data-destroyed")]
    [InlineData("eks", "DeleteCluster", "destroyed")]
    [InlineData("iam", "DeactivateMFADevice", "mfa-removed")]
    [InlineData("route53domains", "TransferDomain", "domain-transferred")]
    public void What_is_grave_by_itself_is_planned_only_by_its_name(string source, string name, string id)
    {
        var record = TestData.Call(source, name, Now, Now);
        var activity = TestData.After(AccountHistory.Empty, record).Activity.ToString();

        TestData.After(AccountHistory.Empty, record, Planned(id)).Assessment.ShouldBe(Assessment.Expected);
        TestData.After(AccountHistory.Empty, record, new DetectionPolicy { Allow = [new AllowRule { Tasks = [new(id)], Reason = new("x") }] }).Assessment.ShouldBe(Assessment.Expected);
        TestData.After(AccountHistory.Empty, record, Planned(activity)).Assessment.ShouldBe(Assessment.Anomalous);
        TestData.After(AccountHistory.Empty, record, new DetectionPolicy { Allow = [new AllowRule { Networks = [Home], Reason = new("x") }] }).Assessment.ShouldBe(Assessment.Anomalous);
        TestData.After(AccountHistory.Empty, record, new DetectionPolicy { Severity = [new SeverityRule { Severity = Severity.Low }] }).Severity.ShouldBeOneOf(Severity.High, Severity.Critical);
    }

    [Fact]
    public void What_harms_nobody_is_no_surprise_beside_what_was_planned()
    {
        var policy = Planned("email-changed", Home);

        foreach (var (source, name) in new[] { ("billingconsole", "GetBills"), ("iam", "CreateVirtualMFADevice"), ("support", "CreateCase"), ("account", "PutContactInformation") })
        {
            TestData.After(AccountHistory.Empty, TestData.Call(source, name, Now, Now, request: new(TargetDevice: "new-phone")), policy).Ids().ShouldNotContain("outside-window");
            TestData.After(AccountHistory.Empty, TestData.Call(source, name, Now, Now, TestData.Elsewhere, request: new(TargetDevice: "new-phone")), policy).Ids().ShouldContain("outside-window");
        }

        TestData.After(AccountHistory.Empty, TestData.Change(Now, Now), policy).Ids().ShouldContain("outside-window");
    }

    [Fact]
    public void At_least_twelve_things_are_never_silenced()
    {
        var never = Catalogue.Entries.Where(entry => entry.NoSettingSilences).ToList();

        never.Count.ShouldBeGreaterThanOrEqualTo(12);
        never.ShouldAllBe(entry => entry.Assessment == Assessment.Anomalous && entry.Severity >= Severity.High);
    }

    [Fact]
    public void No_policy_makes_less_of_what_is_never_silenced()
    {
        var policies = Effort.Of(Policies()).ToList();
        var never = Catalogue.Entries.Where(entry => entry.NoSettingSilences).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in never.SelectMany(RecordsOf))
        {
            var entry = Catalogue.Find(record);
            seen.Add(entry.Id);
            foreach (var policy in policies)
            {
                var finding = TestData.After(AccountHistory.Empty, record, policy);
                finding.Assessment.ShouldBe(Assessment.Anomalous, entry.Id);
                (finding.Severity >= entry.Severity).ShouldBeTrue(entry.Id);
            }
        }

        seen.ShouldBe(never.Select(entry => entry.Id), ignoreOrder: true, "every one of them was tried");
    }

    [Fact]
    public void No_policy_makes_less_of_a_long_term_key_or_of_a_denied_security_control()
    {
        var key = TestData.Read(Now, Now) with { AccessKeyId = "AKIAIOSFODNN7EXAMPLE" };
        var denied = TestData.Call("cloudtrail", "StopLogging", Now, Now) with { Failed = true, ErrorCode = "AccessDenied" };

        foreach (var policy in Effort.Of(Policies()))
        {
            TestData.After(AccountHistory.Empty, key, policy).Severity.ShouldBe(Severity.Critical);
            TestData.After(AccountHistory.Empty, denied, policy).Severity.ShouldBe(Severity.Critical);
        }
    }

    // The whole space, up to what cannot matter: every way in which a rule can fit the record or not, for each kind of
    // rule, and every severity; each with each.
    private static IEnumerable<DetectionPolicy> Policies() =>
        from tags in new string[][] { [], ["production", "management"] }
        from allow in Choices((accounts, networks, tasks) => new AllowRule { Accounts = accounts, Networks = networks, Tasks = tasks, Reason = new("x") })
        from severity in Severities()
        from window in Choices((accounts, networks, tasks) => new Expectation { Accounts = accounts, Networks = networks, Tasks = tasks, From = Now, To = Now.AddHours(8), Who = new("x"), Ticket = new("x") })
        select new DetectionPolicy
        {
            Accounts = new Dictionary<string, AccountSettings>(StringComparer.Ordinal) { [TestData.Account] = new() { Tags = tags } },
            Allow = allow,
            Severity = severity,
            Expectations = window,
        };

    private static IEnumerable<IReadOnlyList<T>> Choices<T>(Func<AccountId[], IPNetwork[], TaskName[], T> rule)
    {
        TaskName[] every = [.. TaskName.All.Select(name => new TaskName(name))];
        return
            from accounts in new AccountId[][] { [], [new(TestData.Account)], [new("444455556666")] }
            from networks in new IPNetwork[][] { [], [Home], [Other] }
            from tasks in new TaskName[][] { [], every, [new("support-case")] }
            select (IReadOnlyList<T>)[rule(accounts, networks, tasks)];
    }

    private static IEnumerable<IReadOnlyList<SeverityRule>> Severities() =>
        Enum.GetValues<Severity>()
            .SelectMany(severity => new string?[] { null, "production" }.Select(tag => (IReadOnlyList<SeverityRule>)[.. Enum.GetValues<Activity>().Select(activity => new SeverityRule { Activity = activity, Tag = tag, Severity = severity })]))
            .Append([]);

    private static IEnumerable<RootRecord> RecordsOf(CatalogueEntry entry)
    {
        var pattern = entry.Patterns[0];
        var (source, name) = entry.IsForEveryEvent ? Example.Of(entry.Id) : (pattern.Source, pattern.Names[0].Replace("*", "Anything", StringComparison.Ordinal));
        var record = TestData.Call(source, name, Now, Now);
        RequestFacts[] requests =
            [new(), new(MfaDelete: "Disabled"), new() { OpensToPublic = true }, new() { LiftsPublicAccessBlock = true }, new(NamesRootWatch: true), new(Instances: 40), new(AllowsEverything: true), new(TargetDevice: "arn:aws:iam::111122223333:mfa/root-account-mfa-device")];
        var alarms = new AlarmFacts?[] { null, new(Severity.High, NamesRoot: true) };
        return requests.SelectMany(_ => alarms, (request, alarm) => record with { Request = request, Alarm = alarm, Identity = alarm is null ? RootIdentity.RootUser : RootIdentity.AwsAlarm }).Where(entry.Matches).Where(matching => Catalogue.Find(matching) == entry).Take(1);
    }

    private static DetectionPolicy Planned(string task, params IPNetwork[] networks) =>
        new() { Expectations = [new Expectation { Accounts = [new(TestData.Account)], Tasks = [new(task)], Networks = networks, From = Now, To = Now.AddHours(1), Who = new("Ada"), Ticket = new("OPS-1") }] };
}
