namespace RootWatch.Detection.Effects;

/// <summary>Says what an action does in a sentence's words.</summary>
internal static class ActionPhrases
{
    private const int MostWords = 6;

    private static readonly string[] Prepositions = ["to", "from", "with", "by", "in", "into", "for", "on", "of", "as", "at", "and", "or", "against", "within"];

    // How people write what AWS writes with one capital letter.
    private static readonly Dictionary<string, string> Abbreviations = new[]
    {
        "ACL", "AMI", "API", "APNS", "ARN", "BYOIP", "CIDR", "CRL", "CIS", "CORS", "CSV", "DB", "DHCP", "DKIM", "DNS", "DNSSEC", "EBS", "ECR", "ECS", "EFS", "EIP", "ENI", "FIFO", "FPGA", "GPU", "HAPG",
        "HSM", "HTTP", "HTTPS", "IAM", "ID", "IP", "IPAM", "IPs", "IPv6", "KMS", "MFA", "MAC", "NACL", "NAT", "OIDC", "PIN", "RDS", "SAML", "SCIM", "SDK", "SMS", "SNS", "SQL", "SSH", "SSL", "SSM", "SSO", "TGW",
        "TLS", "TTL", "URL", "VM", "VPC", "VPN", "WAF", "WebACL", "XSS",
    }.ToDictionary(word => word, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OAuth2"] = "OAuth 2.0", ["Aws"] = "AWS", ["Dbs"] = "databases", ["Config"] = "configuration", ["Org"] = "organization", ["Acls"] = "ACLs", ["Vpcs"] = "VPCs", ["Ips"] = "IPs", ["Ids"] = "IDs", ["Apis"] = "APIs",
        ["Lambda"] = "Lambda", ["Guardduty"] = "GuardDuty", ["Cloudwatch"] = "CloudWatch",
    };

    // Nouns that take no article.
    private static readonly string[] Uncountable =
    [
        "access", "activity", "advice", "analytics", "bandwidth", "billing", "capacity", "code", "content", "control", "data", "default", "detail", "dnssec", "encryption", "evidence", "federation", "feedback", "health", "history", "info", "information",
        "insight", "lineage", "logging", "metadata", "monitoring", "ownership", "progress", "protection", "replication", "retention", "rotation", "sharing", "software", "speech", "support", "telemetry", "text", "time", "throughput", "traffic", "training", "usage", "versioning", "vdm", "recovery", "management",
        "sessions", "administration", "consent", "delivery", "demand",
    ];

    /// <summary>Null of an unknown action. An action whose name does not make a sentence is called by its name.</summary>
    public static ActionPhrase? Of(AwsAction action, Effect effect)
    {
        if (action.ServiceName is not { } service)
        {
            return null;
        }

        var name = action.Words;
        return name.Verb is { } verb && (action.IsKnown ? PhraseOf(name) : "something") is { } what ? Said(verb, what, service, effect)
            : action.IsKnown ? new ActionPhrase($"called {action.Name} in {service}", $"call {action.Name} in {service}")
            : null;
    }

    // Looking at a password means reading it.
    private static ActionPhrase Said(Verb verb, string what, string service, Effect effect) =>
        verb.Past is "looked at" && (effect is Effect.ReadContent or Effect.ReadSecret)
            ? new ActionPhrase($"read {what} in {service}", $"read {what} in {service}")
            : new ActionPhrase($"{verb.Past} {what} in {service}", $"{verb.Infinitive} {what} in {service}");

    private static string? PhraseOf(ActionName name) => name.Words.Count is > 0 and <= MostWords ? Phrase(name.Words) : null;

    private static string? Phrase(IReadOnlyList<string> words)
    {
        var said = words.Where(word => !word.Equals("My", StringComparison.OrdinalIgnoreCase)).Select(Say).ToList();
        var phrase = new List<string>();
        while (said.Count > 0)
        {
            var end = said.FindIndex(word => Prepositions.Contains(word, StringComparer.Ordinal));
            if (end == 0 || end == said.Count - 1)
            {
                return null;
            }

            var noun = end < 0 ? said : said[..end];
            phrase.Add(WithArticle(noun));
            if (end > 0)
            {
                phrase.Add(said[end]);
            }

            said = end < 0 ? [] : said[(end + 1)..];
        }

        return string.Join(' ', phrase);
    }

    private static string Say(string word) =>
        Names.TryGetValue(word, out var name) ? name
        : Abbreviations.TryGetValue(word, out var abbreviation) ? abbreviation
        : word.Length > 1 && word[1..].Any(char.IsAsciiLetterUpper) ? word
        : word.ToLowerInvariant();

    private static string WithArticle(List<string> noun)
    {
        var text = string.Join(' ', noun);
        return IsPlural(noun[^1]) || Uncountable.Contains(noun[^1], StringComparer.Ordinal) || noun[0] is "another" or "all" ? text : $"{(StartsWithVowelSound(noun[0]) ? "an" : "a")} {text}";
    }

    private static bool IsPlural(string word) =>
        word.EndsWith('s') && word is not ("access" or "alias" or "status" or "analysis" or "address" or "process" or "canvas" or "bus" or "express" or "progress" or "business" or "basis" or "series" or "devops" or "ops" or "class" or "pass" or "aws");

    // Letters that are spelled out often begin with a vowel sound: an MFA device, an SSH key, but a URL.
    private static bool StartsWithVowelSound(string word) =>
        char.IsAsciiLetterUpper(word[0]) && word.Length > 1 && char.IsAsciiLetterUpper(word[1])
            ? "AEFHILMNORSX".Contains(word[0], StringComparison.Ordinal) && word is not ("SAML" or "SCIM" or "NAT" or "FIFO" or "NACL" or "HAPG" or "MAC")
            : "aeioAEIO".Contains(word[0], StringComparison.Ordinal) || (word[0] is 'u' && !word.StartsWith("use", StringComparison.Ordinal) && !word.StartsWith("uni", StringComparison.Ordinal) && !word.StartsWith("usa", StringComparison.Ordinal));
}
