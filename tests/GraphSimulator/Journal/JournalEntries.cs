using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Insights;
using GraphSimulator.Tokens;

namespace GraphSimulator.Journal;

/// <summary>Makes entries, without the secrets.</summary>
internal static class JournalEntries
{
    private static readonly HashSet<string> TokenParameters = new(StringComparer.Ordinal)
    {
        "access_token", "input_token", "fb_exchange_token", "revoke_token", "client_secret",
    };

    public static JournalEntry Of(RawRequest request, GraphReply reply, TokenStore tokens, TimeSpan elapsed, TimeSpan took)
    {
        var call = reply.Call;
        return new JournalEntry
        {
            Number = call.Number,
            HttpMethod = request.HttpMethod,
            Method = call.Method,
            Path = SecretScan.Redact(request.Path, tokens),
            Version = call.AskedVersion,
            Segments = call.Segments,
            Edge = call.Edge,
            PageId = call.Page?.Id,
            PageCall = call.PageCall,
            Parameters = [.. call.Parameters.Pairs.Select(p => new KeyValuePair<string, string>(p.Key, Value(p, tokens)))],
            SecretInUrl = SecretScan.Find(request.Target, tokens),
            Headers = request.Headers,
            HttpVersion = request.HttpVersion,
            TokenName = call.Token?.Name,
            TokenKind = call.Token?.Kind,
            At = call.Now,
            Elapsed = elapsed,
            Took = took,
            Status = reply.OnTheWire is FaultEffect.Reset ? 0 : reply.Answer.Status,
            ErrorCode = reply.Answer.Error?.Code,
            ErrorSubcode = reply.Answer.Error?.Subcode,
            Fault = reply.FaultName,
            WhileBlocked = call.WasBlocked,
            FollowedInsightsPaging = InsightsPaging.LooksFollowed(call),
            InBatch = call.InBatch,
        };
    }

    private static string Value(KeyValuePair<string, string> parameter, TokenStore tokens)
    {
        if (tokens.Find(parameter.Value) is { } token)
        {
            return token.ToString();
        }

        if (TokenParameters.Contains(parameter.Key))
        {
            return tokens.IsSecret(parameter.Value) ? "<secret>" : "<unknown secret>";
        }

        return parameter.Key == "appsecret_proof" ? "<proof>" : SecretScan.Redact(parameter.Value, tokens);
    }
}
