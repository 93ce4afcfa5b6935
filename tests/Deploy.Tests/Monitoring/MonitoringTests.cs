using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Tests.Templates;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Monitoring;

/// <summary>The dashboard and the alert rules against the metrics that there are, and against what is written about them.</summary>
public sealed partial class MonitoringTests
{
    private static readonly JsonArray Panels = JsonNode.Parse(File.ReadAllText(TemplateFile.PathOf("deploy", "grafana", "dashboard.json")))!["panels"]!.AsArray();

    private static readonly IReadOnlyList<YamlMappingNode> Rules = LoadRules();

    private static IEnumerable<string> Expressions =>
    [
        .. Panels.SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => target!["expr"]!.GetValue<string>()),
        .. Rules.Select(rule => Text(rule, "expr")),
    ];

    [Fact]
    public void The_list_of_metrics_is_read_whole() => Assert.InRange(MetricTable.Labels.Count, 13, 40);

    [Fact]
    public void Every_metric_and_label_that_is_asked_for_exists() => Assert.All(Expressions, expression =>
    {
        var used = MetricTable.In(expression).ToList();
        Assert.NotEmpty(used);
        Assert.All(used, use =>
        {
            Assert.Contains(use.Metric, MetricTable.Labels.Keys);
            Assert.All(use.Labels, label => Assert.Contains(label, MetricTable.Labels[use.Metric]));
        });
    });

    [Fact]
    public void Every_metric_is_shown_somewhere() => Assert.Equal(
        MetricTable.Labels.Keys.Order(StringComparer.Ordinal),
        Expressions.SelectMany(MetricTable.In).Select(use => use.Metric).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Sums_are_made_over_runs_that_each_count_for_themselves() => Assert.All(
        Expressions,
        expression =>
        {
            Assert.DoesNotMatch(@"\b(rate|increase|irate|delta)\(", expression);
            Assert.All(MetricTable.In(expression), _ => Assert.Matches(@"\b(max_over_time|min_over_time|absent_over_time)\(", expression));
        });

    [Fact]
    public void Every_panel_has_a_title_a_description_and_a_place_of_its_own()
    {
        var shown = Panels.Where(panel => panel!["type"]!.GetValue<string>() != "row").ToList();
        Assert.All(shown, panel => Assert.False(string.IsNullOrWhiteSpace(panel!["title"]!.GetValue<string>()) || string.IsNullOrWhiteSpace(panel["description"]!.GetValue<string>())));
        Assert.Equal(Panels.Count, Panels.Select(panel => panel!["id"]!.GetValue<int>()).Distinct().Count());
        var squares = Panels.SelectMany(panel => Squares(panel!["gridPos"]!)).ToList();
        Assert.Equal(squares.Count, squares.Distinct().Count());
        Assert.All(squares, square => Assert.InRange(square.X, 0, 23));
    }

    [Fact]
    public void Every_alert_says_what_is_wrong_and_where_it_is_written_what_to_do()
    {
        var sections = Heading().Matches(File.ReadAllText(TemplateFile.PathOf("docs", "operations.md"))).Select(match => match.Groups["text"].Value.ToLowerInvariant().Replace(' ', '-')).ToList();
        Assert.InRange(Rules.Count, 9, 50);
        Assert.Equal(Rules.Count, Rules.Select(rule => Text(rule, "alert")).Distinct().Count());
        Assert.All(Rules, rule =>
        {
            var annotations = (YamlMappingNode)rule.Children["annotations"];
            Assert.EndsWith(".", Text(annotations, "summary"), StringComparison.Ordinal);
            var runbook = Text(annotations, "runbook").Split('#');
            Assert.Equal("docs/operations.md", runbook[0]);
            Assert.Contains(runbook[1], sections);
            Assert.Contains(Text((YamlMappingNode)rule.Children["labels"], "severity"), (string[])["info", "warning", "critical"]);
            Assert.All(Label().Matches(Text(annotations, "summary")).Select(match => match.Groups["name"].Value), label => Assert.Matches($@"\bby \([a-z_, ]*\b{label}\b", Text(rule, "expr")));
        });
    }

    private static IEnumerable<(int X, int Y)> Squares(JsonNode place) =>
        from x in Enumerable.Range(place["x"]!.GetValue<int>(), place["w"]!.GetValue<int>())
        from y in Enumerable.Range(place["y"]!.GetValue<int>(), place["h"]!.GetValue<int>())
        select (x, y);

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    private static IReadOnlyList<YamlMappingNode> LoadRules()
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(TemplateFile.PathOf("deploy", "alerts", "rules.yaml"));
        stream.Load(reader);
        var groups = (YamlSequenceNode)((YamlMappingNode)stream.Documents.Single().RootNode).Children["groups"];
        return [.. groups.Cast<YamlMappingNode>().SelectMany(group => ((YamlSequenceNode)group.Children["rules"]).Cast<YamlMappingNode>())];
    }

    [GeneratedRegex("^### (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\$labels\.(?<name>[a-z_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
