using Airbyte.Cdk;

namespace Source.FacebookPages.Unattended;

/// <summary>The options of the commands for unattended use.</summary>
internal static class RunOptions
{
    public static Option Config { get; } = new("--config", "ADDRESS", Required: true, "The configuration: a path, file:///…, s3://…, or secretsmanager:SECRET.");

    public static Option Connection { get; } = new("--connection", "ID", Required: true, "The name under which the state is kept.");

    public static Option StateRegistry { get; } = new("--state-registry", "URI", Required: true, "Where the state is kept: file:///folder or s3://bucket/prefix.");

    public static Option Output { get; } = new("--output", "URI", Required: true, "Where the data goes: file:///folder or s3://bucket/prefix.");

    public static Option Catalog { get; } = new("--catalog", "ADDRESS", Required: false, "The configured catalog; without it, all streams.");

    public static Option MaxRuntimeSeconds { get; } = new("--max-runtime-seconds", "N", Required: false, "Stop in time to be done after this long.");

    public static Option PagesShard { get; } = new("--pages-shard", "I/N", Required: false, "Read only the I-th of N parts of the Pages.");

    public static Option Workers { get; } = new("--workers", "N", Required: false, "Make this many shards.");

    public static Option PagesPerWorker { get; } = new("--pages-per-worker", "N", Required: false, "Make shards of at most this many Pages (default 50).");

    public static Option Stream { get; } = new("--stream", "NAME", Required: false, "Only the state of this stream.");

    public static Option Days { get; } = new("--days", "N", Required: true, "How many days before the cursor to forget.");
}
