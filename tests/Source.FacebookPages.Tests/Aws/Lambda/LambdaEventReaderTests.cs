using System.Text;
using Source.FacebookPages.Aws.Lambda;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Aws.Lambda;

public class LambdaEventReaderTests
{
    private const string Sync = """
        "config": "secretsmanager:pages", "connection": "acme", "state_registry": "s3://bucket/state", "output": "s3://bucket/raw"
        """;

    [Fact]
    public void Every_key_is_read()
    {
        var read = Good("""
            {
              "command": "sync", "config": "s3://bucket/config.json", "connection": "acme", "state_registry": "s3://bucket/state", "output": "file:///data",
              "catalog": "s3://bucket/catalog.json", "max_runtime_seconds": 600, "pages_shard": "2/8"
            }
            """);

        Assert.Equal(
            new LambdaEvent
            {
                Command = LambdaCommand.Sync,
                Config = new EventDocument.Reference("s3://bucket/config.json"),
                Connection = "acme",
                StateRegistry = "s3://bucket/state",
                Output = "file:///data",
                Catalog = new EventDocument.Reference("s3://bucket/catalog.json"),
                MaxRuntimeSeconds = 600,
                PagesShard = new PagesShard(2, 8),
            },
            read);
    }

    [Fact]
    public void Documents_within_the_event_outlive_it_and_are_not_printed()
    {
        var read = Good("""{"command": "check", "config": {"credentials": {"access_token": "EAABsecret"}}, "catalog": {"streams": []}}""");

        GC.Collect();
        Assert.Equal("EAABsecret", Assert.IsType<EventDocument.Inline>(read.Config).Value.GetProperty("credentials").GetProperty("access_token").GetString());
        Assert.Equal(0, Assert.IsType<EventDocument.Inline>(read.Catalog).Value.GetProperty("streams").GetArrayLength());
        Assert.DoesNotContain("EAABsecret", read.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sync", nameof(LambdaCommand.Sync))]
    [InlineData("plan", nameof(LambdaCommand.Plan))]
    [InlineData("check", nameof(LambdaCommand.Check))]
    [InlineData("discover", nameof(LambdaCommand.Discover))]
    [InlineData("spec", nameof(LambdaCommand.Spec))]
    public void The_command_is_one_of_five(string name, string command)
    {
        Assert.Equal(Enum.Parse<LambdaCommand>(command), Good($$"""{"command": "{{name}}", {{Sync}}}""").Command);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"command\": null,")]
    public void Without_a_command_it_is_a_sync(string command)
    {
        Assert.Equal(LambdaCommand.Sync, Good($$"""{{{command}} {{Sync}}}""").Command);
    }

    [Fact]
    public void An_explicit_null_is_the_same_as_no_key()
    {
        var read = Good($$"""{{{Sync}}, "catalog": null, "max_runtime_seconds": null, "pages_shard": null, "workers": null, "pages_per_worker": null}""");

        Assert.Equal(Good($$"""{{{Sync}}}"""), read);
        Assert.Equal(
            ["config", "connection", "state_registry", "output"],
            Missing("""{"config": null, "connection": null, "state_registry": null, "output": null}"""));
    }

    [Theory]
    [InlineData("{}", "config", "connection", "state_registry", "output")]
    [InlineData("""{"command": "sync"}""", "config", "connection", "state_registry", "output")]
    [InlineData("""{"command": "plan"}""", "config")]
    [InlineData("""{"command": "check"}""", "config")]
    [InlineData("""{"command": "discover"}""", "config")]
    [InlineData("""{"command": "spec"}""")]
    public void All_that_a_command_lacks_is_named_at_once(string json, params string[] keys)
    {
        Assert.Equal(keys, Missing(json));
    }

    [Theory]
    [InlineData("secretsmanager:prod/pages")]
    [InlineData("secretsmanager:arn:aws:secretsmanager:us-west-2:123456789012:secret:pages-AbCdEf:config::")]
    [InlineData("s3://bucket/config.json")]
    [InlineData("file:///etc/pages/config")]
    [InlineData("/var/task/config")]
    [InlineData("config.json")]
    public void A_configuration_may_be_elsewhere(string location)
    {
        Assert.Equal(new EventDocument.Reference(location), Good($$"""{"command": "check", "config": "{{location}}"}""").Config);
    }

    [Theory]
    [InlineData("\"config\": 5", "config is a number")]
    [InlineData("\"config\": []", "config is a list")]
    [InlineData("\"config\": \"\"", "config is empty")]
    [InlineData("\"config\": \"EAABsecret\"", "config must be")]
    [InlineData("""
        "config": "{\"credentials\": \"EAABsecret\"}"
        """, "config must be")]
    [InlineData("\"config\": \"secretsmanager:\"", "config must be")]
    [InlineData("\"config\": \"secretsmanager:EAAB secret\"", "config must be")]
    [InlineData("\"config\": \"s3://bucket\"", "config must be")]
    [InlineData("\"config\": \"/EAAB\\u0000secret\"", "config must be")]
    [InlineData("\"catalog\": \"secretsmanager:EAABsecret\"", "catalog must be")]
    [InlineData("\"catalog\": true", "catalog is true")]
    [InlineData("\"connection\": \"../EAABsecret\"", "connection must be")]
    [InlineData("\"connection\": 7", "connection is a number")]
    [InlineData("\"state_registry\": \"/EAABsecret\"", "state_registry must be")]
    [InlineData("\"output\": \"https://EAABsecret\"", "output must be")]
    [InlineData("\"max_runtime_seconds\": 0", "max_runtime_seconds is 0")]
    [InlineData("\"max_runtime_seconds\": \"900\"", "max_runtime_seconds is a string")]
    [InlineData("\"max_runtime_seconds\": 1.5", "max_runtime_seconds is 1.5")]
    [InlineData("\"pages_shard\": \"9/8\"", "pages_shard must be i/n")]
    [InlineData("\"pages_shard\": 1", "pages_shard is a number")]
    [InlineData("\"workers\": 0", "workers is 0")]
    [InlineData("\"workers\": 10001", "workers is 10001")]
    [InlineData("\"pages_per_worker\": -1", "pages_per_worker is -1")]
    [InlineData("\"workers\": 2, \"pages_per_worker\": 50", "workers and pages_per_worker are both there")]
    [InlineData("\"command\": \"EAABsecret\"", "command must be one of \"sync\", \"plan\", \"check\", \"discover\", \"spec\"")]
    [InlineData("\"command\": 1", "command is a number")]
    public void A_wrong_value_is_named_without_its_text(string wrong, string sentence)
    {
        // The last of two equal keys counts.
        var reading = Read($$"""{"command": "spec", {{wrong}}}""");

        Assert.Null(reading.Event);
        var mistake = Assert.Single(reading.Mistakes);
        Assert.StartsWith(sentence, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("EAAB", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var reading = Read("""{"command": "dance", "config": 5, "connection": "..", "output": "ftp://x", "pages_shard": "0/1", "max_runtime_seconds": "1"}""");

        Assert.Equal(
            ["command", "config", "connection", "output", "max_runtime_seconds", "pages_shard"],
            reading.Mistakes.Select(mistake => mistake.Split(' ')[0]));
    }

    [Theory]
    [InlineData("", "not valid JSON (line 1, position 1)")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"a": "EAABsecret}""", "not valid JSON")]
    [InlineData("{} EAABsecret", "not valid JSON")]
    [InlineData("null", "is null, but must be a JSON object")]
    [InlineData("\"EAABsecret\"", "is a string, but must be a JSON object")]
    [InlineData("[{}]", "is a list, but must be a JSON object")]
    public void What_is_no_JSON_object_is_a_mistake_too(string json, string sentence)
    {
        var reading = Read(json);

        Assert.Null(reading.Event);
        Assert.Contains(sentence, Assert.Single(reading.Mistakes), StringComparison.Ordinal);
        Assert.DoesNotContain("EAAB", reading.Mistakes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"\xff": 1}""")]
    [InlineData("""{"config": "\xff.json"}""")]
    [InlineData("""{"config": {"a": ["\xff"]}}""")]
    [InlineData("""{"\ud800config": 1}""")]
    [InlineData("""{"config": "\ud800.json"}""")]
    public void Text_that_is_no_Unicode_is_a_mistake(string json)
    {
        var bytes = Encoding.Latin1.GetBytes(json.Replace("\\xff", "\u00ff", StringComparison.Ordinal));

        Assert.Contains("not valid Unicode", Assert.Single(LambdaEventReader.Read(bytes).Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_keys_are_ignored_but_not_in_silence()
    {
        var reading = Read($$"""{{{Sync}}, "max_runtime_second": 5, "EAABsecret": 1, "detail-type": "Scheduled Event", "ünknown": 2, "_comment": "mine"}""");

        Assert.NotNull(reading.Event);
        Assert.Null(reading.Event.MaxRuntimeSeconds);
        Assert.Equal(
            [
                "The key max_runtime_second is not known and is ignored. Did you mean max_runtime_seconds?",
                "3 key(s) are not known and are ignored; known are command, config, catalog, connection, state_registry, output, max_runtime_seconds, pages_shard, workers, pages_per_worker.",
            ],
            reading.Remarks);
    }

    [Fact]
    public void A_misspelt_key_is_remarked_beside_the_mistake_that_it_causes()
    {
        var reading = Read("""{"command": "check", "cofnig": {}}""");

        Assert.StartsWith("config is missing", Assert.Single(reading.Mistakes), StringComparison.Ordinal);
        Assert.Equal("The key cofnig is not known and is ignored. Did you mean config?", Assert.Single(reading.Remarks));
    }

    [Fact]
    public void An_event_without_unknown_keys_has_no_remarks()
    {
        Assert.Empty(Read($$"""{{{Sync}}}""").Remarks);
    }

    private static LambdaEventReading Read(string json) => LambdaEventReader.Read(Encoding.UTF8.GetBytes(json));

    private static LambdaEvent Good(string json)
    {
        var reading = Read(json);
        Assert.Empty(reading.Mistakes);
        return Assert.IsType<LambdaEvent>(reading.Event);
    }

    private static IEnumerable<string> Missing(string json) => Read(json).Mistakes.Select(mistake =>
    {
        Assert.Contains(" is missing; it must be ", mistake, StringComparison.Ordinal);
        return mistake.Split(' ')[0];
    });
}
