using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The 4xx answers: given only to what can never succeed, for EventBridge does not try those again.</summary>
internal static class Refusals
{
    public static IResult UnsupportedMediaType { get; } =
        Refuse(StatusCodes.Status415UnsupportedMediaType, "The body is not an EventBridge event, and its Content-Type is not application/json.", "Send one EventBridge event as application/json.");

    public static IResult TooLarge { get; } =
        Refuse(StatusCodes.Status413PayloadTooLarge, "The body is larger than 2 MiB.", "An EventBridge event is never that large.");

    public static IResult HeartbeatOfNobody { get; } =
        Refuse(StatusCodes.Status400BadRequest, "The heartbeat is nobody's.", "\"account\" must be 12 digits and \"region\" a region; EventBridge writes both.");

    public static IResult TestOfNobody { get; } =
        Refuse(StatusCodes.Status400BadRequest, "The test is nobody's.", "\"account\" must be 12 digits, \"region\" a region, and \"detail\" must hold a UUID as \"id\".");

    public static IResult RegionChangeOfNobody { get; } =
        Refuse(StatusCodes.Status400BadRequest, "The change of a region is nobody's.", "\"detail\" must hold an account of 12 digits as \"accountId\" and a region as \"regionName\"; AWS writes both.");

    public static IResult AlarmOfNobody { get; } =
        Refuse(StatusCodes.Status400BadRequest, "The alarm is nobody's.", "\"account\" must be 12 digits and \"region\" a region; EventBridge writes both.");

    /// <summary>AWS writes the same account into both, so somebody else wrote this.</summary>
    public static IResult AnotherAccount { get; } =
        Refuse(StatusCodes.Status400BadRequest, "The event contradicts itself.", "Its envelope names another account than what it holds. AWS sends no such event: find out who put it onto the bus.");

    public static IResult NotAnEnvelope(EnvelopeFault fault) =>
        Refuse(StatusCodes.Status400BadRequest, "The body is not an EventBridge event.", fault switch
        {
            EnvelopeFault.NotJson => "It is not one well-formed JSON document in UTF-8.",
            EnvelopeFault.NotAnObject => "It is JSON, but not an object. Send one event at a time.",
            EnvelopeFault.DetailTypeMissing => "\"detail-type\" is missing, or not a string. A bare CloudTrail record needs its EventBridge envelope: `rootwatch send` adds one.",
            EnvelopeFault.DetailMissing => "\"detail\" is missing, or not an object.",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, message: null),
        });

    private static IResult Refuse(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
