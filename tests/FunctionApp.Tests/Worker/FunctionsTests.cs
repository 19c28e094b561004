using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using RootWatch.FunctionsHost;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>The published program is one whose functions the Functions host finds.</summary>
public sealed class FunctionsTests(PublishedApp published)
{
    [Fact]
    public async Task The_worker_finds_every_function_with_its_level_methods_and_route_or_its_schedule()
    {
        await using var host = await published.StartAsync(new(StringComparer.Ordinal) { ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use" });

        var written = from method in typeof(FunctionAppServices).Assembly.GetTypes().SelectMany(type => type.GetMethods())
                      let function = method.GetCustomAttribute<FunctionAttribute>()
                      where function is not null
                      let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>()).Single(found => found is not null)
                      orderby function.Name
                      select trigger switch
                      {
                          HttpTriggerAttribute http => $"{function.Name} {http.AuthLevel} {string.Join(',', http.Methods!).ToUpperInvariant()} {http.Route}",
                          TimerTriggerAttribute timer => $"{function.Name} {timer.Schedule} monitor {timer.UseMonitor} on startup {timer.RunOnStartup}",
                          _ => $"{function.Name} has a trigger that LocalHost does not run",
                      };
        host.Functions.OrderBy(function => function.Name, StringComparer.Ordinal).Select(Written).ShouldBe(written);
        host.Functions.Count.ShouldBe(Directory.GetFiles(Repository.PathOf("src/FunctionApp/Functions")).Length);

        static string Written(WorkerFunction function) => function switch
        {
            HttpFunction http => $"{http.Name} {http.Level} {string.Join(',', http.Methods)} {http.Route}",
            TimerFunction timer => $"{timer.Name} {timer.Schedule} monitor {timer.UseMonitor} on startup {timer.RunOnStartup}",
            _ => function.Name,
        };
    }

    [Fact]
    public async Task A_result_is_answered_over_HTTP_and_not_handed_to_the_host_as_well()
    {
        await using var host = await published.StartAsync(new(StringComparer.Ordinal) { ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use" });
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri(host.BaseAddress, "api/health"), TestContext.Current.CancellationToken)).ShouldContain("Healthy");

        host.Returned.ShouldBe(["{}"]);
    }

    [Fact]
    public async Task Microsoft_Graph_is_not_loaded_where_Teams_is_not_reached_through_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files a process has loaded is read from /proc.");
        await using var host = await HostUnderTest.StartWorkerAsync(published, HostUnderTest.Channels);
        using var conversation = new Conversation(host);
        using var body = Conversation.Json(Sample.Envelope("root-create-user"));
        using var answer = await conversation.AskAsync("POST /api/events", content: body, headers: ("x-functions-key", HostUnderTest.Key));

        var loaded = await File.ReadAllTextAsync($"/proc/{host.ProcessId}/maps", TestContext.Current.CancellationToken);

        loaded.ShouldContain("/RootWatch.Bridge.dll");
        loaded.ShouldNotContain("/Microsoft.Graph.dll");
    }

    [Fact]
    public void The_published_folder_is_what_the_Functions_host_starts()
    {
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(published.Folder, "functions.metadata")));
        using var worker = JsonDocument.Parse(File.ReadAllText(Path.Combine(published.Folder, "worker.config.json")));
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(published.Folder, "host.json")));

        metadata.RootElement.GetArrayLength().ShouldBe(Directory.GetFiles(Repository.PathOf("src/FunctionApp/Functions")).Length);
        metadata.RootElement.EnumerateArray().Single(function => function.GetProperty("name").GetString() == "SweepLedger").GetProperty("bindings")[0].GetProperty("schedule").GetString().ShouldBe("0 * * * * *");
        worker.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString().ShouldBe("RootWatch.FunctionApp.dll");
        host.RootElement.GetProperty("logging").GetProperty("applicationInsights").GetProperty("enableDependencyTracking").GetBoolean().ShouldBeFalse("its dependencies hold signed links and keys");
        File.Exists(Path.Combine(published.Folder, ".azurefunctions", "function.deps.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task One_property_chooses_who_publishes_to_SNS(string isSdk, bool hasPackage)
    {
        await using var evaluation = Child.Start(
            "dotnet", ["msbuild", Repository.PathOf("src/FunctionApp"), $"-p:SnsSdk={isSdk}", "-getItem:PackageReference,Using,Compile"]);
        (await evaluation.ExitCodeAsync()).ShouldBe(0, evaluation.Output);

        using var items = JsonDocument.Parse(evaluation.Output);
        bool Has(string kind, string identity) =>
            items.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Any(item => item.GetProperty("Identity").GetString() == identity);
        Has("PackageReference", "AWSSDK.SimpleNotificationService").ShouldBe(hasPackage);
        Has("Compile", "Sns/SdkTopicPublisher.cs").ShouldBe(hasPackage);
        Has("Using", "RootWatch.FunctionApp.Sns.SdkTopicPublisher").ShouldBe(hasPackage);
        Has("Using", "RootWatch.FunctionApp.Sns.SigningTopicPublisher").ShouldBe(!hasPackage);
    }
}
