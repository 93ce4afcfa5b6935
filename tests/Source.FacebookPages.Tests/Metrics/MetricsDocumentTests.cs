using Source.FacebookPages.Metrics;
using Source.FacebookPages.Tests.Configuration;

namespace Source.FacebookPages.Tests.Metrics;

public class MetricsDocumentTests
{
    [Fact]
    public void The_document_tells_what_the_registry_knows()
    {
        var path = RepositoryFiles.PathOf("docs", "metrics.md");
        var document = MetricsDocument.Write(MetricRegistry.Load());
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, document);
        }

        Assert.Equal(File.ReadAllText(path), document);
    }

    [Fact]
    public void Every_metric_has_one_row()
    {
        var registry = MetricRegistry.Load();
        var rows = MetricsDocument.Write(registry).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();

        Assert.Equal(registry.All.Select(metric => metric.Name).Order(), rows.Order());
    }
}
