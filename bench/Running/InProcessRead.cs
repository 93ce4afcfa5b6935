using Airbyte.Cdk;
using Source.FacebookPages;

namespace Bench.Running;

/// <summary>A read within this process, for what only the process itself can tell.</summary>
internal static class InProcessRead
{
    /// <summary>Bytes of memory allocated from start to end.</summary>
    public static async Task<long> AllocatedAsync(IReadOnlyList<string> arguments)
    {
        var environment = new HostEnvironment
        {
            Output = Stream.Null,
            Error = Stream.Null,
            Time = TimeProvider.System,
            Variable = _ => null,
            ReadFile = File.ReadAllBytes,
            ReaderIsGone = () => false,
        };
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var source = new FacebookPagesSource(Surroundings.Of(environment.Variable, environment.Time));
        var exitCode = await ConnectorHost.RunAsync(source, [.. arguments], environment);
        return exitCode == 0 ? GC.GetTotalAllocatedBytes(precise: true) - before : throw new InvalidOperationException($"The read ended with {exitCode}.");
    }
}
