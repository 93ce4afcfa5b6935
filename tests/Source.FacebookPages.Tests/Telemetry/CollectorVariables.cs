using TestKit.Telemetry;

namespace Source.FacebookPages.Tests.Telemetry;

/// <summary>Environments that send to a collector.</summary>
internal static class CollectorVariables
{
    /// <summary>Sends to this one, by HTTP.</summary>
    public static void SendTo(this Dictionary<string, string> variables, OtlpReceiver receiver)
    {
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString();
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
    }
}
