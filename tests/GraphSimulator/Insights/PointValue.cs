using System.Globalization;
using System.Text;
using GraphSimulator.Http;

namespace GraphSimulator.Insights;

/// <summary>Prints the value of one point in the form of its metric.</summary>
internal static class PointValue
{
    public static void Write(GraphJsonWriter json, MetricDefinition metric, ReadOnlySpan<long> leaves)
    {
        switch (metric.Form)
        {
            case ValueForm.Map:
                WriteMap(json, metric, leaves);
                break;
            case ValueForm.Money:
                json.StartObject();
                json.Text("currency", "USD");
                json.Number("microAmount", leaves[0]);
                json.EndObject();
                break;
            case ValueForm.Amount:
                json.Raw(Encoding.ASCII.GetBytes((leaves[0] / 100m).ToString("0.##", CultureInfo.InvariantCulture)));
                break;
            default:
                json.Number(leaves[0]);
                break;
        }
    }

    private static void WriteMap(GraphJsonWriter json, MetricDefinition metric, ReadOnlySpan<long> leaves)
    {
        long total = 0;
        foreach (var leaf in leaves)
        {
            total += leaf;
        }

        json.StartObject();
        var next = 0;
        foreach (var key in metric.Keys)
        {
            var value = key == "total" ? total : leaves[next++];
            if (value != 0)
            {
                json.Number(key, value);
            }
        }

        json.EndObject();
    }
}
