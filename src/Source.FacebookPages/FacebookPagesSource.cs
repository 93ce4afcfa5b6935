using System.Text.Json;
using Airbyte.Cdk;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages;

/// <summary>The connector before it has a configuration.</summary>
internal sealed class FacebookPagesSource : ISource
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
    public ISourceConnection Connect(JsonElement configuration, ConnectorServices services) =>
        new FacebookPagesConnection(SourceConfigReader.Read(configuration, services.Environment), services);
}
