using System.Text.Json;

namespace Airbyte.Cdk;

/// <summary>What a connector is, before it has a configuration.</summary>
public interface ISource
{
    /// <summary>The name of the executable, for usage texts.</summary>
    string Name { get; }

    /// <summary>The content of <c>spec.json</c>: the object under <c>spec</c> of a SPEC message.</summary>
    ReadOnlyMemory<byte> Specification { get; }

    /// <summary>Commands beside those of the protocol.</summary>
    /// <value>Default: none.</value>
    IReadOnlyList<AnswerCommand> FurtherCommands => [];

    /// <summary>Begins to watch a run; the host tells the observer when it ends. Null for nobody. Never throws.</summary>
    /// <param name="command">The command, as typed.</param>
    /// <param name="services">What the host lends for the run; it will also have the answer of this.</param>
    IRunObserver? Observe(string command, ConnectorServices services) => null;

    /// <summary>Reads the configuration. Does no I/O.</summary>
    /// <exception cref="ConfigurationException">The configuration has mistakes; all of them are named.</exception>
    ISourceConnection Connect(JsonElement configuration, ConnectorServices services);
}
