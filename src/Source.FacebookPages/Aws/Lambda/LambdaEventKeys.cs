namespace Source.FacebookPages.Aws.Lambda;

/// <summary>The keys of an event.</summary>
internal static class LambdaEventKeys
{
    public const string Command = "command";
    public const string Config = "config";
    public const string Catalog = "catalog";
    public const string Connection = "connection";
    public const string StateRegistry = "state_registry";
    public const string Output = "output";
    public const string MaxRuntimeSeconds = "max_runtime_seconds";
    public const string PagesShard = "pages_shard";
    public const string Workers = "workers";
    public const string PagesPerWorker = "pages_per_worker";
}
