using System.Text.Json;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>What a command works with.</summary>
internal sealed class CommandContext(
    ISource source, CommandLine line, IMessageSink sink, ConnectorServices services, Func<string, byte[]> readFile)
{
    private volatile bool _answerWritten;

    /// <summary>The connector.</summary>
    public ISource Source { get; } = source;

    /// <summary>Where messages go.</summary>
    public IMessageSink Sink { get; } = sink;

    /// <summary>Log, redactor, clock, environment.</summary>
    public ConnectorServices Services { get; } = services;

    /// <summary>Whether the one answer of spec, check or discover is out. Nothing that happens afterwards changes the exit code.</summary>
    public bool AnswerWritten => _answerWritten;

    /// <summary>How the run ends, if the command comes to its end and the exit code is 0.</summary>
    public RunEnd End { get; set; } = RunEnd.Succeeded;

    /// <summary>Writes the one answer.</summary>
    public void Answer(Action<IMessageSink> write)
    {
        write(Sink);
        _answerWritten = true;
    }

    /// <summary>The configuration; its secrets are known to the redactor from here on.</summary>
    /// <exception cref="ConnectorException">The file cannot be read, is not JSON, or not an object.</exception>
    public JsonElement ReadConfiguration() =>
        InputFile.ReadConfiguration(readFile, line.Values[Option.Config.Name], Source.Specification, Services.Redactor);

    /// <summary>The configured catalog.</summary>
    /// <exception cref="ConnectorException">The file cannot be read, or is not a catalog.</exception>
    public ConfiguredCatalog ReadCatalog() => InputFile.ReadCatalog(readFile, line.Values[Option.Catalog.Name]);

    /// <summary>The input state, with its oddities logged.</summary>
    /// <exception cref="ConnectorException">The file cannot be read, or is not a state.</exception>
    public InputState ReadState()
    {
        if (!line.Values.TryGetValue(Option.State.Name, out var path))
        {
            return InputState.Empty;
        }

        var state = InputFile.ReadState(readFile, path);
        foreach (var remark in state.Remarks)
        {
            Services.Log.LogWarning("{Remark}", remark);
        }

        return state;
    }

    /// <summary>Does something with the source connected by this configuration, and disconnects.</summary>
    /// <exception cref="ConfigurationException">The configuration has mistakes.</exception>
    public async Task<T> WithConnectionAsync<T>(JsonElement configuration, Func<ISourceConnection, Task<T>> use)
    {
        var connection = Source.Connect(configuration, Services);
        try
        {
            return await use(connection);
        }
        finally
        {
            try
            {
                await connection.DisposeAsync();
            }
            catch (Exception exception)
            {
                Services.Log.LogDebug(exception, "Disconnecting failed.");
            }
        }
    }
}
