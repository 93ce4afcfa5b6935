using Airbyte.Cdk;
using Microsoft.Extensions.Logging;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>Runs the executable as a Lambda function: from the start of the process to its exit code.</summary>
internal static class LambdaHost
{
    /// <summary>Serves invocations until Lambda shuts the process down.</summary>
    /// <param name="source">The connector.</param>
    /// <param name="surroundings">Stores and secrets.</param>
    /// <param name="authority">Host and port of the Runtime API.</param>
    /// <param name="environment">Streams, clock, variables, signals.</param>
    /// <returns>0 when shut down, 1 when the Runtime API failed.</returns>
    public static async Task<int> RunAsync(FacebookPagesSource source, Surroundings surroundings, string authority, HostEnvironment environment)
    {
        using var api = new RuntimeApi(authority);
        var handler = new LambdaHandler(source, surroundings, environment);
        var runtime = new LambdaRuntime(api, handler.HandleAsync, handler.Redact, handler.Log);
        return await runtime.RunAsync(environment.Signal?.Requested ?? CancellationToken.None);
    }
}
