using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;

namespace Container.Tests;

/// <summary>
/// Each known caller of Airbyte sources, with its own command lines, mounts, files, catalogs and states, from spec to a read that goes on. Of what they do to the container, only the network
/// differs: it is this machine's, because the simulator is there.
/// </summary>
[Collection("image")]
public sealed class CallerTests(ContainerImage image) : IAsyncLifetime
{
    private const int Terminate = 15;

    private GraphSimulatorServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await CallerRun.StartServerAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_platform_runs_every_command_through_its_script()
    {
        using var run = new CallerRun(_server);
        run.Write("connectionConfiguration.json", run.Config);
        run.Write("connectorConfig.json", run.Config);

        async Task<ConnectorOutput> AnswerAsync(string command)
        {
            var (exitCode, _, errors) = await run.ShellAsync(null, "run", "--rm", "-v", $"{run.Folder}:/config", "--entrypoint", "sh", image.Name, "-c", $"""
                cd /config
                (set +e; if [ -z "$AIRBYTE_ENTRYPOINT" ]; then exit 127; fi
                 eval "$AIRBYTE_ENTRYPOINT {command}" > /config/jobOutput.json
                 echo $? > TEMP_EXIT_CODE.txt; mv TEMP_EXIT_CODE.txt exitCode.txt) &
                CHILD_PID=$!
                wait $CHILD_PID
                exit "$(cat exitCode.txt)"
                """);
            return CallerRun.Parse(exitCode, run.Read("jobOutput.json"), errors);
        }

        async Task<ConnectorOutput> ReadAsync(string state)
        {
            var (exitCode, _, errors) = await run.ShellAsync(null, "run", "--rm", "-v", $"{run.Folder}:/source", "--entrypoint", "sh", image.Name, "-c", $"""
                cd /source
                rm -f stdout stderr; mkfifo stdout stderr
                cat stdout > out.copy &
                cat stderr > err.copy &
                (set +e
                 eval "$AIRBYTE_ENTRYPOINT read --config /source/connectorConfig.json --catalog /source/catalog.json {state}" 2> /source/stderr > /source/stdout
                 echo $? > TEMP_EXIT_CODE.txt; mv TEMP_EXIT_CODE.txt exitCode.txt) &
                wait
                exit "$(cat exitCode.txt)"
                """);
            return CallerRun.Parse(exitCode, run.Read("out.copy"), errors + run.Read("err.copy"));
        }

        Assert.Equal("SPEC", Assert.Single((await AnswerAsync("spec")).Messages)["type"]!.GetValue<string>());
        Assert.Equal("SUCCEEDED", (await AnswerAsync("check --config /config/connectionConfiguration.json")).ConnectionStatus.Status);
        var discovered = await AnswerAsync("discover --config /config/connectionConfiguration.json");
        run.Write("catalog.json", CallerRun.Catalog(discovered, stream => new JsonObject
        {
            ["sync_mode"] = Incremental(stream) ? "incremental" : "full_refresh",
            ["cursor_field"] = stream["default_cursor_field"]?.DeepClone() ?? new JsonArray(),
            ["destination_sync_mode"] = Incremental(stream) ? "append_dedup" : "overwrite",
            ["primary_key"] = stream["source_defined_primary_key"]!.DeepClone(),
            ["generation_id"] = 0,
            ["minimum_generation_id"] = 0,
            ["sync_id"] = 1,
            ["include_files"] = false,
            ["stream"] = stream,
        }));
        var first = await ReadAsync("");
        run.Write("inputState.json", first.StateFile());
        var second = await ReadAsync("--state /source/inputState.json");

        run.AssertReadAndResumed(first, second);
    }

    [Fact]
    public async Task PyAirbyte_ends_it_after_the_answer_and_reads_all_incrementally()
    {
        using var run = new CallerRun(_server);
        using var project = new CallerRun(_server);
        // Its files can only be read.
        run.Write("tmpconfig.json", run.Config, "444");
        string[] docker = ["run", "--rm", "-i", "--volume", $"{project.Folder}:/local", "--volume", $"{run.Folder}:/airbyte/tmp", image.Name];

        async Task<JsonObject> AnswerAsync(string type, params string[] command)
        {
            using var process = CallerRun.Start([.. docker, .. command]);
            process.StandardInput.Close();
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                var message = JsonNode.Parse(line)!.AsObject();
                if (message["type"]!.GetValue<string>() != type)
                {
                    continue;
                }

                if (!process.HasExited)
                {
                    PublishedConnector.Signal(process, Terminate);
                }

                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.Equal(0, process.ExitCode);
                return message;
            }

            throw new InvalidOperationException($"{string.Join(' ', command)} gave no {type}: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        }

        Assert.NotNull((await AnswerAsync("SPEC", "spec"))["spec"]!["connectionSpecification"]);
        Assert.Equal("SUCCEEDED", (await AnswerAsync("CONNECTION_STATUS", "check", "--config", "/airbyte/tmp/tmpconfig.json"))["connectionStatus"]!["status"]!.GetValue<string>());
        var catalog = await AnswerAsync("CATALOG", "discover", "--config", "/airbyte/tmp/tmpconfig.json");
        run.Write("tmpcatalog.json", CallerRun.Catalog(CallerRun.Parse(0, catalog.ToJsonString() + "\n"), stream => new JsonObject
        {
            ["primary_key"] = stream["source_defined_primary_key"]!.DeepClone(),
            ["cursor_field"] = stream["default_cursor_field"]?.DeepClone(),
            ["sync_mode"] = "incremental",
            ["destination_sync_mode"] = "overwrite",
            ["stream"] = stream,
        }), "444");
        string[] read = [.. docker, "read", "--config", "/airbyte/tmp/tmpconfig.json", "--catalog", "/airbyte/tmp/tmpcatalog.json", "--state", "/airbyte/tmp/tmpstate.json"];
        run.Write("tmpstate.json", "[]", "444");
        var first = await run.DockerAsync(read);
        run.Write("tmpstate.json", $"[{string.Join("\n, ", CallerRun.States(first).Select(WithNulls))}]", "444");
        var second = await run.DockerAsync(read);

        run.AssertReadAndResumed(first, second);
    }

    [Fact]
    public async Task Meltanos_wrapper_replaces_tmp_and_drains_no_errors()
    {
        using var run = new CallerRun(_server);
        run.Write("config.json", run.Config);
        string[] docker = ["run", "--rm", "-i", "-v", $"{run.Folder}:/tmp", image.Name];

        // It removes neither of these containers.
        foreach (var (command, expected) in new[] { ("spec", "{\"type\":\"SPEC\""), ("--help", "") })
        {
            var (exitCode, output, _) = await run.ShellAsync(null, "run", "--cidfile", Path.Combine(run.Folder, "cid"), image.Name, command);
            await ContainerImage.DockerAsync("rm", run.Read("cid"));
            File.Delete(Path.Combine(run.Folder, "cid"));
            Assert.Equal(0, exitCode);
            Assert.StartsWith(expected, output, StringComparison.Ordinal);
        }

        Assert.Equal(("SUCCEEDED", null), (await run.DockerAsync([.. docker, "check", "--config", "/tmp/config.json"])).ConnectionStatus);
        var discovered = await run.DockerAsync([.. docker, "discover", "--config", "/tmp/config.json"]);
        run.Write("catalog.json", CallerRun.Catalog(discovered, stream => new JsonObject
        {
            ["sync_mode"] = Incremental(stream) ? "incremental" : "full_refresh",
            ["destination_sync_mode"] = "append",
            ["stream"] = stream,
        }));
        string[] read = [.. docker, "read", "--config", "/tmp/config.json", "--catalog", "/tmp/catalog.json"];
        var first = await run.DockerAsync(read);
        run.Write("state.json", new JsonArray([.. CallerRun.States(first).Select(state => (JsonNode)new JsonObject
        {
            ["type"] = "STREAM",
            ["stream"] = state["stream"]!.DeepClone(),
        })]).ToJsonString());
        var second = await run.DockerAsync([.. read, "--state", "/tmp/state.json"]);

        run.AssertReadAndResumed(first, second);
    }

    [Fact]
    public async Task Airbyte_serverless_merges_standard_error_and_gives_empty_cursors()
    {
        using var run = new CallerRun(_server);
        run.Write("config.json", run.Config);

        // What comes on standard error would stand among the messages; there is nothing.
        Task<ConnectorOutput> DockerAsync(params string[] command) => run.DockerAsync(["run", "--rm", "-i", "--volume", $"{run.Folder}:/mnt/temp", image.Name, .. command]);

        Assert.Equal("SPEC", FirstAnswer(await DockerAsync("spec")));
        var check = await DockerAsync("check", "--config", "/mnt/temp/config.json");
        Assert.Equal(("CONNECTION_STATUS", "SUCCEEDED"), (FirstAnswer(check), check.ConnectionStatus.Status));
        var discovered = await DockerAsync("discover", "--config", "/mnt/temp/config.json");
        Assert.Equal("CATALOG", FirstAnswer(discovered));
        run.Write("catalog.json", CallerRun.Catalog(discovered, stream => new JsonObject
        {
            ["sync_mode"] = Incremental(stream) ? "incremental" : "full_refresh",
            ["destination_sync_mode"] = "append",
            ["cursor_field"] = new JsonArray(),
            ["stream"] = stream,
        }));
        var first = await DockerAsync("read", "--config", "/mnt/temp/config.json", "--catalog", "/mnt/temp/catalog.json");
        run.Write("state.json", first.StateFile());
        var second = await DockerAsync("read", "--config", "/mnt/temp/config.json", "--catalog", "/mnt/temp/catalog.json", "--state", "/mnt/temp/state.json");

        run.AssertReadAndResumed(first, second);
    }

    [Fact]
    public async Task Faros_runs_it_as_any_user_with_an_empty_state_and_empty_schemas()
    {
        using var run = new CallerRun(_server);
        run.Write("src.json", run.Config);
        string[] docker = ["run", "--rm", "-v", $"{run.Folder}:/configs", "--user", "12345:54321", image.Name];

        Assert.Equal("SPEC", Assert.Single((await run.DockerAsync("run", "--rm", image.Name, "spec")).Messages)["type"]!.GetValue<string>());
        // The wizard gives it a terminal.
        var (_, wizard, _) = await run.ShellAsync(null, "run", "-t", "--rm", image.Name, "spec");
        Assert.StartsWith("{\"type\":\"SPEC\"", wizard, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', wizard);
        Assert.Equal("SUCCEEDED", LastAnswer(await run.DockerAsync([.. docker, "check", "--config", "/configs/src.json"]), "CONNECTION_STATUS").ConnectionStatus.Status);
        var discovered = LastAnswer(await run.DockerAsync([.. docker, "discover", "--config", "/configs/src.json"]), "CATALOG");
        run.Write("catalog.json", CallerRun.Catalog(discovered, stream => new JsonObject
        {
            ["stream"] = new JsonObject
            {
                ["name"] = stream["name"]!.DeepClone(), ["supported_sync_modes"] = stream["supported_sync_modes"]!.DeepClone(), ["json_schema"] = new JsonObject(),
            },
            ["sync_mode"] = Incremental(stream) ? "incremental" : "full_refresh",
            ["destination_sync_mode"] = "append",
        }));

        async Task<ConnectorOutput> ReadAsync(string state)
        {
            run.Write("state.json", state);
            var name = "faros-" + Path.GetFileName(run.Folder);
            var output = await run.DockerAsync(
                "run", "--name", name, "--init", $"--cidfile={run.Folder}/cid", "-v", $"{run.Folder}:/configs", "--log-opt", "max-size=50m", "-a", "stdout", "-a", "stderr",
                "--env", "LOG_LEVEL=info", "--user", "12345:54321", image.Name,
                "read", "--config", "/configs/src.json", "--catalog", "/configs/catalog.json", "--state", "/configs/state.json");
            await ContainerImage.DockerAsync("rm", name);
            File.Delete(Path.Combine(run.Folder, "cid"));
            return output;
        }

        var first = await ReadAsync("{}");
        var second = await ReadAsync(first.StateFile());

        run.AssertReadAndResumed(first, second);
    }

    [Fact]
    public async Task Faros_on_Kubernetes_pipes_it_from_a_relative_path()
    {
        using var run = new CallerRun(_server);
        run.Write("source_config.json", run.Config);

        var (exitCode, shown, errors) = await run.ShellAsync(
            null, "run", "--rm", "-v", $"{run.Folder}:/config", "-w", "/config", "--entrypoint", "sh", image.Name,
            "-c", "eval \"$AIRBYTE_ENTRYPOINT discover --config source_config.json\" 2>&1 | tee src_out | grep -v '\"type\":\"RECORD\"'");

        Assert.Equal(shown, run.Read("src_out"));
        Assert.Equal(1 + 2 + 1, CallerRun.Parse(exitCode, shown, errors).Streams.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Estuary_waits_for_ready_and_names_the_key_as_cursor(bool perStream)
    {
        using var run = new CallerRun(_server);
        run.Write("config.json", run.Config);

        async Task<ConnectorOutput> ExecuteAsync(params string[] command)
        {
            var words = string.Join(' ', command.Select(word => $"\"{word}\""));
            var (exitCode, output, errors) = await run.ShellAsync(
                "READY\n", "run", "--rm", "-i", "-v", $"{run.Folder}:/var/tmp/atf-1", "--entrypoint", "sh", image.Name, "-c", $"read -r dummy && exec /airbyte/source-facebook-pages-insights {words}");
            return CallerRun.Parse(exitCode, output, errors);
        }

        Assert.Equal("SPEC", FirstAnswer(await ExecuteAsync("spec")));
        var check = await ExecuteAsync("check", "--config", "/var/tmp/atf-1/config.json");
        Assert.Equal(("CONNECTION_STATUS", "SUCCEEDED"), (FirstAnswer(check), check.ConnectionStatus.Status));
        var discovered = await ExecuteAsync("discover", "--config", "/var/tmp/atf-1/config.json");
        Assert.Equal("CATALOG", FirstAnswer(discovered));
        run.Write("catalog.json", CallerRun.Catalog(discovered, stream => new JsonObject
        {
            ["sync_mode"] = Incremental(stream) ? "incremental" : "full_refresh",
            ["destination_sync_mode"] = "append",
            ["cursor_field"] = stream["source_defined_primary_key"]![0]!.DeepClone(),
            ["primary_key"] = stream["source_defined_primary_key"]!.DeepClone(),
            ["projections"] = new JsonObject { ["value"] = "/value" },
            ["estuary.dev/range"] = new JsonObject { ["begin"] = "00000000", ["end"] = "ffffffff" },
            ["stream"] = new JsonObject
            {
                ["name"] = stream["name"]!.DeepClone(),
                ["json_schema"] = new JsonObject { ["type"] = "object" },
                ["supported_sync_modes"] = new JsonArray(Incremental(stream) ? "incremental" : "full_refresh"),
                ["source_defined_cursor"] = null,
                ["default_cursor_field"] = null,
                ["namespace"] = null,
            },
        }));
        string[] read = ["read", "--config", "/var/tmp/atf-1/config.json", "--catalog", "/var/tmp/atf-1/catalog.json", "--state", "/var/tmp/atf-1/state.json"];
        run.Write("state.json", perStream ? "[]" : "{}");
        var first = await ExecuteAsync(read);
        run.Write("state.json", perStream ? first.StateFile() : new JsonObject(CallerRun.States(first).Select(state => KeyValuePair.Create(
            state["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>(), (JsonNode?)state["stream"]!["stream_state"]!.DeepClone()))).ToJsonString());
        var second = await ExecuteAsync(read);

        run.AssertReadAndResumed(first, second);
        // It takes whole numbers only.
        Assert.All(first.Messages.Where(message => message["type"]!.GetValue<string>() == "RECORD"), message => Assert.True(message["record"]!["emitted_at"]!.AsValue().TryGetValue<long>(out _)));
    }

    private static bool Incremental(JsonObject stream) => stream["supported_sync_modes"]!.AsArray().Any(mode => mode!.GetValue<string>() == "incremental");

    // Callers that take the first message but logs and traces for the answer.
    private static string FirstAnswer(ConnectorOutput output) =>
        output.Messages.Select(message => message["type"]!.GetValue<string>()).First(type => type is not ("LOG" or "TRACE" or "CONTROL"));

    // A caller that takes the last line with a word in it for the answer.
    private static ConnectorOutput LastAnswer(ConnectorOutput output, string word)
    {
        Assert.Equal(0, output.ExitCode);
        return CallerRun.Parse(0, output.StandardOutput.Split('\n').Last(line => line.Contains(word, StringComparison.Ordinal)) + "\n");
    }

    private static string WithNulls(JsonObject state)
    {
        var full = state.DeepClone().AsObject();
        full["stream"]!["stream_descriptor"]!["namespace"] = null;
        foreach (var key in new[] { "global", "data", "destinationStats" })
        {
            full[key] = null;
        }

        return full.ToJsonString();
    }
}
