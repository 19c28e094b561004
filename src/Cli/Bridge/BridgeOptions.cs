using System.CommandLine;
using System.CommandLine.Parsing;

namespace RootWatch.Cli.Bridge;

/// <summary>Which running bridge a command speaks to, and with which key.</summary>
internal sealed class BridgeOptions
{
    private const string KeyVariable = "ROOTWATCH_FUNCTION_KEY";

    public Option<Uri> To { get; } = new("--to")
    {
        Description = "The bridge's address.",
        DefaultValueFactory = static _ => new Uri("http://127.0.0.1:7071/api/events"),
        CustomParser = ParseAddress,
    };

    public Option<string?> Key { get; } = CreateKey();

    public static Option<string?> CreateKey() => new("--key") { Description = $"The key: the host key operator, or for events alone a function key of ReceiveEvents. Better set in {KeyVariable}: other users of a machine can read a command line." };

    /// <summary>The key; null, and a word on standard error, where there is none.</summary>
    public string? KeyOf(ParseResult parsed) => KeyOf(parsed, Key);

    /// <summary>The same, of a command that has such an option by itself.</summary>
    public static string? KeyOf(ParseResult parsed, Option<string?> option)
    {
        var key = parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(KeyVariable);
        if (!string.IsNullOrEmpty(key))
        {
            return key;
        }

        Console.Error.WriteLine($"No key. Give --key, or set {KeyVariable}.");
        return null;
    }

    /// <summary>Calls the bridge's API. 0 where that went well, 1 where the bridge refused, 2 where it was not called.</summary>
    public async Task<int> CallAsync(
        ParseResult parsed, HttpMethod method, string path, byte[]? json, Func<Stream, Task> show, CancellationToken cancellationToken)
    {
        if (KeyOf(parsed) is not { } key)
        {
            return 2;
        }

        using var client = BridgeClient.CreateClient();
        try
        {
            var answer = await new BridgeClient(client, parsed.GetValue(To)!, key).SendAsync(method, path, json, cancellationToken);
            if (answer.IsSuccess)
            {
                using var body = new MemoryStream(answer.Body);
                await show(body);
                return 0;
            }

            await Console.Error.WriteLineAsync(answer.Refusal().Message);
            return 1;
        }
        catch (BridgeException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 2;
        }
    }

    /// <summary>Reads a bridge's address.</summary>
    public static Uri? ParseAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        argument.AddError($"{(argument.Parent as OptionResult)?.IdentifierToken?.Value ?? "--to"} must be the bridge's address, such as https://my-bridge.azurewebsites.net/api/events.");
        return null;
    }
}
