namespace RootWatch.EndToEnd.Tests.Reconcile;

/// <summary><c>rootwatch reconcile</c>, as a process, with a bridge's answers on a bare socket.</summary>
public sealed class ReconcileCommandTests
{
    private const string Done = """{"state":"Done","accounts":2,"accountsDone":2,"questions":40,"answered":40,"requests":52,"found":0,"problem":null,"refused":[]}""";

    [Theory]
    [InlineData(Done, 0, "2 of 2 accounts, 40 of 40 questions answered in 52 requests. EventBridge has brought every root event.")]
    [InlineData("""{"state":"Done","accounts":2,"accountsDone":2,"questions":40,"answered":40,"requests":52,"found":1,"refused":[]}""", 0, "1 root event had not come through EventBridge; it has been told.")]
    [InlineData("""{"state":"Done","accounts":2,"accountsDone":2,"questions":40,"answered":38,"requests":52,"found":2,"refused":[{"account":"111122223333","region":"eu-west-1","reason":"denied by a [policy]"}]}""", 1, "denied by a [policy]")]
    [InlineData("""{"state":"Failed","questions":40,"answered":12,"requests":15,"found":0,"problem":"the ledger did not answer","refused":[]}""", 1, "The round ended early: the ledger did not answer")]
    public async Task What_a_round_came_to_is_said_and_in_the_exit_code(string round, int exitCode, string said)
    {
        await using var bridge = Answering("202 Accepted", round);

        await using var tool = Start(bridge.Url);

        (await tool.ExitCodeAsync()).ShouldBe(exitCode, tool.Output);
        tool.Output.ShouldContain(said);
    }

    [Fact]
    public async Task Account_and_time_are_asked_for()
    {
        await using var bridge = Answering("202 Accepted", Done);

        await using var tool = Start(bridge.Url, "--account", "111122223333", "--since", "2d");

        (await tool.ExitCodeAsync()).ShouldBe(0, tool.Output);
        bridge.Texts.Single().ShouldContain("{\"account\":\"111122223333\",\"since\":\"20");
    }

    [Theory]
    [InlineData("--account", "11112222333")]
    [InlineData("--account", "the-account!")]
    [InlineData("--since", "yesterday")]
    [InlineData("--since", "91d")]
    public async Task What_cannot_be_asked_for_is_refused_here(string option, string value)
    {
        await using var bridge = Answering("202 Accepted", Done);

        await using var tool = Start(bridge.Url, option, value);

        (await tool.ExitCodeAsync()).ShouldBe(1, tool.Output);
        tool.Output.ShouldContain($"{option} must be");
        bridge.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_bridge_that_is_off_or_out_of_reach_ends_with_2()
    {
        await using var off = new RawServer(RawServer.Answer("404 Not Found", """{"detail":"Reconcile:ExternalId is not set."}""", contentType: "application/problem+json"), RawServer.After.Close);

        await using var first = Start(off.Url);
        (await first.ExitCodeAsync()).ShouldBe(2, first.Output);
        first.Output.ShouldContain("Reconcile:ExternalId is not set.");

        await using var second = Start(new Uri("http://127.0.0.1:9/"));
        (await second.ExitCodeAsync()).ShouldBe(2, second.Output);
        second.Output.ShouldContain("The bridge cannot be reached");
    }

    private static RawServer Answering(string status, string json) => new(RawServer.Answer(status, json, contentType: "application/json"), RawServer.After.Close);

    private static Child Start(Uri bridge, params string[] arguments) =>
        Child.Start(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "reconcile", "--to", bridge.AbsoluteUri, .. arguments],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOTWATCH_FUNCTION_KEY"] = TestBridge.Key });
}
