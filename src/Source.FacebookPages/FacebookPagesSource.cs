using System.Text.Json;
using Airbyte.Cdk;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Telemetry;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages;

/// <summary>The connector before it has a configuration.</summary>
internal sealed class FacebookPagesSource(Surroundings surroundings) : ISource
{
    /// <inheritdoc/>
    public string Name => "source-facebook-pages-insights";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Specification
    {
        get
        {
            using var resource = typeof(FacebookPagesSource).Assembly.GetManifestResourceStream("spec.json")!;
            var content = new byte[resource.Length];
            resource.ReadExactly(content);
            return content;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnswerCommand> FurtherCommands => [SyncCommand.Of(this, surroundings), PlanCommand.Of(this, surroundings), .. StateCommands.All(surroundings)];

    /// <inheritdoc/>
    public IRunObserver? Observe(string command, ConnectorServices services) =>
        command is "check" or "discover" or "read" or "plan" or "sync" ? RunTelemetry.Begin(command, services) : null;

    /// <inheritdoc/>
    public ISourceConnection Connect(JsonElement configuration, ConnectorServices services) => Connect(configuration, services, RunLimits.None);

    /// <summary>Reads the configuration for a run with limits. Does no I/O.</summary>
    /// <exception cref="ConfigurationException">The configuration has mistakes; all of them are named.</exception>
    public FacebookPagesConnection Connect(JsonElement configuration, ConnectorServices services, RunLimits limits) =>
        new(SourceConfigReader.Read(configuration, services.Environment), surroundings, services, limits);
}
