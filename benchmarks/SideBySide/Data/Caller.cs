using System.Globalization;
using System.Text.Json;

namespace RootWatch.SideBySide.Data;

/// <summary>Writes who called, in the shares in which others than root do.</summary>
internal static class Caller
{
    private static readonly string[] Services = ["lambda", "ec2", "ecs-tasks", "autoscaling", "config", "eks"];

    /// <summary>The network address or service that the call comes from.</summary>
    public static string WriteOther(Utf8JsonWriter json, string account, DateTimeOffset at, Random random)
    {
        json.WriteStartObject("userIdentity");
        var from = random.Next(100) switch
        {
            < 62 => WriteRole(json, account, at, random),
            < 82 => WriteService(json, random),
            < 90 => WriteUser(json, account, random),
            < 96 => WriteAccount(json, random),
            _ => WriteWebIdentity(json, random),
        };
        json.WriteEndObject();
        return from;
    }

    /// <summary>As <see cref="WriteOther"/>, for root in a console session.</summary>
    public static string WriteRoot(Utf8JsonWriter json, string account, DateTimeOffset session, Random random)
    {
        json.WriteStartObject("userIdentity");
        json.WriteString("type", "Root");
        json.WriteString("principalId", account);
        json.WriteString("arn", $"arn:aws:iam::{account}:root");
        json.WriteString("accountId", account);
        json.WriteString("accessKeyId", "ASIAIOSFODNN7EXAMPLE");
        json.WriteStartObject("sessionContext");
        WriteAttributes(json, session, "true");
        json.WriteEndObject();
        json.WriteEndObject();
        return string.Create(CultureInfo.InvariantCulture, $"192.0.2.{random.Next(10, 14)}");
    }

    private static string WriteRole(Utf8JsonWriter json, string account, DateTimeOffset at, Random random)
    {
        var role = RequestWriter.Name(random);
        var id = $"AROA{role.Length % 8}EXAMPLE";
        json.WriteString("type", "AssumedRole");
        json.WriteString("principalId", $"{id}:{role}");
        json.WriteString("arn", $"arn:aws:sts::{account}:assumed-role/{role}/i-0{Text.Hex(random, 8)}");
        json.WriteString("accountId", account);
        json.WriteString("accessKeyId", $"ASIA{Text.Capitals(random, 16)}");
        json.WriteStartObject("sessionContext");
        json.WriteStartObject("sessionIssuer");
        json.WriteString("type", "Role");
        json.WriteString("principalId", id);
        json.WriteString("arn", $"arn:aws:iam::{account}:role/{role}");
        json.WriteString("accountId", account);
        json.WriteString("userName", role);
        json.WriteEndObject();
        WriteAttributes(json, at.AddMinutes(-random.Next(60)), "false");
        json.WriteEndObject();
        return Address(random);
    }

    private static string WriteService(Utf8JsonWriter json, Random random)
    {
        var service = $"{Services[random.Next(Services.Length)]}.amazonaws.com";
        json.WriteString("type", "AWSService");
        json.WriteString("invokedBy", service);
        return service;
    }

    private static string WriteUser(Utf8JsonWriter json, string account, Random random)
    {
        var user = $"user{random.Next(30)}";
        json.WriteString("type", "IAMUser");
        json.WriteString("principalId", $"AIDA{user.ToUpperInvariant()}EXAMPLE");
        json.WriteString("arn", $"arn:aws:iam::{account}:user/{user}");
        json.WriteString("accountId", account);
        json.WriteString("accessKeyId", "AKIAIOSFODNN7EXAMPLE");
        json.WriteString("userName", user);
        return Address(random);
    }

    private static string WriteAccount(Utf8JsonWriter json, Random random)
    {
        json.WriteString("type", "AWSAccount");
        json.WriteString("principalId", $"AROA{random.Next(8)}OTHER:{RequestWriter.Name(random)}");
        json.WriteString("accountId", "999988887777");
        return Address(random);
    }

    private static string WriteWebIdentity(Utf8JsonWriter json, Random random)
    {
        json.WriteString("type", "WebIdentityUser");
        json.WriteString("principalId", $"cognito-identity.amazonaws.com:us-east-1:{Text.Guid(random)}");
        json.WriteString("userName", Text.Guid(random));
        json.WriteString("identityProvider", "cognito-identity.amazonaws.com");
        return Address(random);
    }

    private static void WriteAttributes(Utf8JsonWriter json, DateTimeOffset session, string mfa)
    {
        json.WriteStartObject("attributes");
        json.WriteString("creationDate", RecordMaker.Time(session));
        json.WriteString("mfaAuthenticated", mfa);
        json.WriteEndObject();
    }

    private static string Address(Random random) => string.Create(CultureInfo.InvariantCulture, $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}");
}
