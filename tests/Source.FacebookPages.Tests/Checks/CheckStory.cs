using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Checks;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Checks;

/// <summary>
/// A check of a configuration before a scripted Graph in good health: a user token that sees Pages 1, 2 and 3, with all permissions. It is the 22nd of November 2026. Stories change what differs.
/// </summary>
internal sealed class CheckStory : IDisposable
{
    public const string UserToken = "EAAUSER";

    public CheckStory(SourceConfig? config = null)
    {
        Config = config ?? OfUser();
        Graph = new GraphStory(Answer, appSecret: CredentialsResolution.AppSecretOf(Config.Credentials));
    }

    public SourceConfig Config { get; }

    public GraphStory Graph { get; }

    /// <summary>Looked at first; null for the answer of good health.</summary>
    public Func<GraphCall, GraphAnswer?> Instead { get; set; } = _ => null;

    public bool IsPageToken { get; set; }

    public int ResultPages { get; set; } = 1;

    public string Token { get; set; } =
        """{"is_valid":true,"type":"USER","expires_at":0,"data_access_expires_at":0,"scopes":["pages_show_list","pages_read_engagement","read_insights","business_management"]}""";

    public string[] Listed { get; set; } = [Entry("1"), Entry("2"), Entry("3")];

    public IReadOnlyList<string> Journal => [.. Graph.Server.Calls.Select(call => call.IsInsights ? $"{call.Node}/insights {call.Token}" : $"{call.Path} {call.Token ?? "-"}")];

    public static string Entry(string id) => $$"""{"id":"{{id}}","name":"Name of {{id}}","access_token":"EAAPAGE{{id}}","tasks":["ANALYZE"]}""";

    public static SourceConfig OfUser(bool withApp = false) =>
        new() { Credentials = new AccessTokenCredentials(new AccessToken(UserToken), withApp ? "1200000000000001" : null, withApp ? "s3cr3t" : null) };

    public static SourceConfig OfPages(params string[] ids) =>
        new() { Credentials = new PageTokenCredentials([.. ids.Select(id => new PageToken(id, new AccessToken($"EAAPAGE{id}")))], null) };

    public Task<CheckResult> CheckAsync() =>
        new ConnectionCheck(Config, Graph.Edges, Graph.Client, new CredentialsResolution(Graph.Edges, Config.Credentials, Graph.Services), Graph.Services, Graph.Time.GetUtcNow())
            .RunAsync(TestContext.Current.CancellationToken);

    public void Dispose() => Graph.Dispose();

    private GraphAnswer Answer(GraphCall call) => Instead(call) ?? call.Path switch
    {
        "debug_token" => GraphAnswer.Ok($$"""{"data":{{Token}}}"""),
        "oauth/access_token" => GraphAnswer.Ok("""{"access_token":"EAALONG","token_type":"bearer","expires_in":5183944}"""),
        "me/accounts" when IsPageToken => GraphAnswer.NoAccounts,
        "me/accounts" => List(call),
        "me" => GraphAnswer.Ok(Entry("1")),
        _ when call.IsInsights => GraphAnswer.Ok("""{"data":[],"paging":{}}"""),
        _ => GraphAnswer.Ok(Entry(call.Node)),
    };

    private GraphAnswer List(GraphCall call)
    {
        var number = int.Parse(call.Parameters.GetValueOrDefault("after", "1"), System.Globalization.CultureInfo.InvariantCulture);
        var entries = number == ResultPages ? string.Join(',', Listed) : "";
        var next = number < ResultPages ? ",\"next\":\"https://graph.facebook.com/next\"" : "";
        return GraphAnswer.Ok($$$"""{"data":[{{{entries}}}],"paging":{"cursors":{"after":"{{{number + 1}}}"}{{{next}}}}}""");
    }
}
