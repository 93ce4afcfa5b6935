using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk.Tests;

/// <summary>A source that shouts its secrets wherever it can: none of them may be seen.</summary>
public sealed class SecrecyTests
{
    private const string Configured = ScriptedSource.Secret;
    private const string Later = "EAAC run/time+token \"of\" a Page";

    public static TheoryData<string, string> CommandsAndPlaces
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var command in new[] { "check", "discover", "read" })
            {
                foreach (var place in new[] { "connect", "known", "defect", "internal", "inner", "log", "dispose", "summary" })
                {
                    data.Add(command, place);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CommandsAndPlaces))]
    public async Task No_secret_is_seen_on_either_stream(string command, string place)
    {
        var run = new HostRun { Source = LoudSource(place) }.With("catalog.json", HostRun.Catalog("posts", "pages"));
        await run.Run([command, "--config", "config.json", "--debug", .. command == "read" ? new[] { "--catalog", "catalog.json" } : []]);

        var shown = run.StandardOutput + run.StandardError + string.Concat(run.Messages.SelectMany(Texts));
        foreach (var secret in new[] { Configured, Later })
        {
            Assert.All(Encodings(secret), encoding => Assert.DoesNotContain(encoding, shown, StringComparison.OrdinalIgnoreCase));
        }

        // The texts were there, and only the secrets in them are gone.
        Assert.True(place is "dispose" or "summary" || shown.Contains("****", StringComparison.Ordinal), $"{command} has nothing redacted: {shown}");
    }

    private static string Shout() => string.Join(" | ", Encodings(Configured).Concat(Encodings(Later)));

    private static string[] Encodings(string secret) =>
    [
        secret,
        Uri.EscapeDataString(secret),
        Uri.EscapeDataString(secret).Replace("%20", "+", StringComparison.Ordinal),
        JavaScriptEncoder.Default.Encode(secret),
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        $"https://graph.example/me?access_token={Uri.EscapeDataString(secret)}&x=1",
    ];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(property => Texts(property.Value)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static ScriptedSource LoudSource(string place)
    {
        ScriptedSource? source = null;

        Exception Failure()
        {
            source!.Services!.Redactor.Add(Later);
            source.Services.Log.LogInformation("info {Text}", Shout());
            source.Services.Log.LogDebug(new InvalidOperationException(Shout()), "debug {Text}", Shout());
            return place switch
            {
                "known" => new ConnectorException(FailureType.ConfigError, Shout()),
                "internal" => new ConnectorException(FailureType.ConfigError, "Known.", Shout()),
                "inner" => new ConnectorException(FailureType.ConfigError, "Known.", inner: new InvalidOperationException(Shout())),
                _ => new InvalidOperationException(Shout()),
            };
        }

        source = new ScriptedSource
        {
            ConnectFailure = place == "connect" ? new ConfigurationException([$"credentials.access_token {Configured} is wrong."]) : null,
            DisposeFailure = place == "dispose" ? new InvalidOperationException(Configured) : null,
            SummaryFailure = place == "summary" ? new InvalidOperationException(Configured) : null,
            Check = _ => place is "dispose" or "summary" ? Task.FromResult(CheckResult.Success) : throw Failure(),
            Discover = _ => place is "dispose" or "summary" ? Task.FromResult<IReadOnlyList<AirbyteStream>>([]) : throw Failure(),
            Streams = () =>
            [
                new ScriptedStream("posts").Partition("a", (_, _) => place is "dispose" or "summary" ? Task.CompletedTask : throw Failure()),
                new ScriptedStream("pages").Partition("a", (output, stop) => output.Records(1, stop)),
            ],
        };
        return source;
    }
}
