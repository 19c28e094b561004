using RootWatch.LocalHost;

namespace RootWatch.FunctionApp.Tests;

/// <summary>The host refuses to start on a wrong setting, and names it.</summary>
public sealed class StartTests
{
    private const string Key = "LocalHost:FunctionKeys:0=a-long-function-key";
    private const string Topic = "Sns:TopicArn=arn:aws:sns:eu-central-1:111122223333:root-use";

    [Theory]
    [InlineData("LocalHost:FunctionKeys is empty", Topic)]
    [InlineData("LocalHost:FunctionKeys:0 is shorter", Topic, "LocalHost:FunctionKeys:0=short")]
    [InlineData("Set Sns:TopicArn, or Teams:Via", Key)]
    [InlineData("Sns:TopicArn is \"wrong\"", Key, "Sns:TopicArn=wrong")]
    [InlineData("Aws:TokenAudience", Key, Topic, "Aws:RoleArn=arn:aws:iam::111122223333:role/r")]
    [InlineData("Teams:Workflow:Url is missing", Key, "Teams:Via=Workflow")]
    [InlineData("Teams:Graph:TenantId is empty", Key, "Teams:Via=Graph")]
    [InlineData("Teams:Via", Key, "Teams:Via=Pigeon")]
    [InlineData("Teams:Workflow:Url is a Key Vault reference", Key, "Teams:Via=Workflow", "Teams:Workflow:Url=@Microsoft.KeyVault(VaultName=v;SecretName=s)")]
    [InlineData("Aws:RoleArn is a Key Vault reference", Key, Topic, "Aws:TokenAudience=api://x", "Aws:RoleArn=@Microsoft.KeyVault(VaultName=v;SecretName=s)")]
    [InlineData("No function key can be used", Topic, "LocalHost:FunctionKeys:0=@Microsoft.KeyVault(VaultName=v;SecretName=s)")]
    [InlineData("No function key can be used", Topic, "LocalHost:Keys:ReceiveEvents:0=@Microsoft.KeyVault(VaultName=v;SecretName=s)")]
    [InlineData("LocalHost:Keys:ReceiveEvents:0 is shorter", Key, Topic, "LocalHost:Keys:ReceiveEvents:0=short")]
    [InlineData("LocalHost:Keys:ReceiveEvent names no function that takes keys; these do: DeclareExpectations,", Key, Topic, "LocalHost:Keys:ReceiveEvent:0=another-function-key")]
    [InlineData("LocalHost:Keys:ReportHealth names no function that takes keys", Key, Topic, "LocalHost:Keys:ReportHealth:0=another-function-key")]
    [InlineData("LocalHost:Keys:ReceiveEvents:1 is a key of LocalHost:FunctionKeys, too", Key, Topic, "LocalHost:Keys:ReceiveEvents:0=another-function-key", "LocalHost:Keys:ReceiveEvents:1=a-long-function-key")]
    [InlineData("Sns:ServiceUrl is \"here\"", Key, Topic, "Sns:ServiceUrl=here")]
    [InlineData("Entra:LoginUrl is", Key, Topic, "Entra:LoginUrl=http://login.example")]
    [InlineData("Ledger:RetentionDays is 7;", Key, Topic, "Ledger:RetentionDays=7")]
    [InlineData("Links:ValidHours is 0;", Key, Topic, "Links:ValidHours=0")]
    [InlineData("Heartbeat:PeriodMinutes is 0;", Key, Topic, "Heartbeat:PeriodMinutes=0")]
    [InlineData("Notifications:SecondsBetweenMessages is -1;", Key, Topic, "Notifications:SecondsBetweenMessages=-1")]
    [InlineData("Notifications:MostIn5Seconds is 0;", Key, Topic, "Notifications:MostIn5Seconds=0")]
    [InlineData("Ledger:TableName is \"a\"", Key, Topic, "Ledger:TableName=a")]
    public async Task A_wrong_setting_is_named(string complaint, params string[] settings)
    {
        var configuration = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1], StringComparer.Ordinal);

        var refusal = await Should.ThrowAsync<Exception>(
            async () => await LocalFunctionApp.StartAsync(configuration, cancellationToken: TestContext.Current.CancellationToken));

        refusal.ToString().ShouldContain(complaint);
        refusal.ToString().ShouldNotContain("a-long-function-key");
    }
}
