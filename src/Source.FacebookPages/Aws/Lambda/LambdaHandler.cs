using System.Text;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>
/// Answers invocations, each as if it were the first of the process: nothing of one, neither a token nor a state nor what was found out about metrics, is there for the next.
/// </summary>
internal sealed class LambdaHandler
{
    // Step Functions hands on 256 KiB, and adds an envelope and escapes.
    private const int MostAnswerBytes = 180_000;

    private readonly FacebookPagesSource _source;
    private readonly Surroundings _surroundings;
    private readonly HostEnvironment _environment;
    private SecretRedactor _redactor = new();

    /// <summary>Creates a handler.</summary>
    public LambdaHandler(FacebookPagesSource source, Surroundings surroundings, HostEnvironment environment)
    {
        _source = source;
        _surroundings = surroundings;
        _environment = environment;
        Log = new JsonLinesLogger(environment.Error, environment.Time, LogLevels.Choose(debug: false, environment.Variable(LogLevels.Variable)), Redact);
    }

    /// <summary>The log of all invocations.</summary>
    public ILogger Log { get; }

    /// <summary>Takes the secrets of the present invocation out of a text.</summary>
    public string Redact(string text) => Volatile.Read(ref _redactor).Redact(text);

    /// <summary>Answers an invocation. What is wrong with the event, the configuration, Facebook or the stores is an answer too.</summary>
    public async Task<ReadOnlyMemory<byte>> HandleAsync(LambdaInvocation invocation, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _redactor, new SecretRedactor());
        var runId = RunId.New(_environment.Time.GetUtcNow(), _environment.Chance);
        using var run = Log.BeginScope(LogScopes.OfRun(runId));
        using var request = Log.BeginScope(new KeyValuePair<string, string>("request_id", invocation.RequestId));
        using var trace = invocation.TraceId is { } id ? Log.BeginScope(new KeyValuePair<string, string>("trace_id", id)) : null;
        var reading = LambdaEventReader.Read(invocation.Event);
        foreach (var remark in reading.Remarks)
        {
            Log.LogWarning("{Remark}", remark);
        }

        var answer = reading.Event is { } asked
            ? await AnswerAsync(asked, runId, invocation.Deadline, cancellationToken)
            : new SyncAnswer(runId, Connection: null) { Errors = [.. reading.Mistakes.Select(mistake => new RunFailure(mistake))] }.Write();
        return Encoding.UTF8.GetBytes(Redact(Encoding.UTF8.GetString(answer.Span)));
    }

    private async Task<ReadOnlyMemory<byte>> AnswerAsync(LambdaEvent asked, string runId, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var time = _environment.Time;
        var services = new ConnectorServices(Log, _redactor, time, _environment.Variable) { RunId = runId };
        services = services with { Run = _source.Observe(NameOf(asked.Command), services) };
        var left = TimeLimit.StopBy(time.GetUtcNow(), deadline) - time.GetUtcNow();
        using var timeLimit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeLimit.Token);
        var end = RunEnd.Failed;
        try
        {
            // A run has to store what it has when its time is over, so it watches the time itself.
            var answer = await AnswerAsync(asked, services, deadline, asked.Command == LambdaCommand.Sync ? cancellationToken : either.Token);
            end = answer.End;
            return answer.Json;
        }
        catch (ConnectorException exception)
        {
            Log.LogError("{Message}", exception.Message);
            return new SyncAnswer(runId, asked.Connection) { Errors = [RunFailure.Of(exception)] }.Write();
        }
        catch (OperationCanceledException) when (timeLimit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SyncAnswer(runId, asked.Connection) { Errors = [new RunFailure("There was no result before the function's time was over. Give the function more time, or see whether Facebook can be reached from here.")] }.Write();
        }
        catch (OperationCanceledException)
        {
            end = RunEnd.Stopped;
            throw;
        }
        finally
        {
            if (services.Run is { } run)
            {
                await run.EndAsync(end, either.Token);
            }
        }
    }

    private async Task<CommandAnswer> AnswerAsync(LambdaEvent asked, ConnectorServices services, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var documents = new EventDocuments(new Documents(_surroundings, services, _source.Specification, _environment.ReadFile), services, _source.Specification);
        return asked.Command switch
        {
            LambdaCommand.Spec => new CommandAnswer(Succeeded: true, Message(services, sink => sink.WriteSpecification(_source.Specification))),
            LambdaCommand.Check => await CheckAsync(asked, services, documents, cancellationToken),
            LambdaCommand.Discover => new CommandAnswer(Succeeded: true, await DiscoverAsync(asked, services, documents, cancellationToken)),
            LambdaCommand.Plan => new CommandAnswer(Succeeded: true, await PlanAsync(asked, services, documents, cancellationToken)),
            _ => await SyncAsync(asked, deadline, services, documents, cancellationToken),
        };
    }

    private async Task<CommandAnswer> SyncAsync(
        LambdaEvent asked, DateTimeOffset deadline, ConnectorServices services, EventDocuments documents, CancellationToken cancellationToken)
    {
        var request = new SyncRequest
        {
            Configuration = await documents.ReadConfigurationAsync(asked.Config!, cancellationToken),
            Connection = asked.Connection!,
            StateRegistry = StorageAddress.TryParse(asked.StateRegistry!)!,
            Output = StorageAddress.TryParse(asked.Output!)!,
            Catalog = asked.Catalog is { } catalog ? await documents.ReadCatalogAsync(catalog, cancellationToken) : null,
            Deadline = deadline,
            MaxRuntimeSeconds = asked.MaxRuntimeSeconds,
            Shard = asked.PagesShard,
        };
        var report = await new SyncRun(_source, _surroundings, services, Chance.Next).ExecuteAsync(request, services.RunId, cancellationToken);
        _environment.Output.Write(EmbeddedMetrics.Of(report, services.Time.GetUtcNow()).Span);
        _environment.Output.Flush();
        return new CommandAnswer(report.Answer.Status != RunStatus.Failed, report.Answer.WriteWithin(MostAnswerBytes)) { End = SyncCommand.EndOf(report.Answer.Status) };
    }

    private async Task<ReadOnlyMemory<byte>> PlanAsync(LambdaEvent asked, ConnectorServices services, EventDocuments documents, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(asked, services, documents, cancellationToken);
        return PagesPlan.Of(await connection.FindPageIdsAsync(cancellationToken), asked.Workers, asked.PagesPerWorker).Write();
    }

    private async Task<CommandAnswer> CheckAsync(LambdaEvent asked, ConnectorServices services, EventDocuments documents, CancellationToken cancellationToken)
    {
        CheckResult result;
        try
        {
            await using var connection = await ConnectAsync(asked, services, documents, cancellationToken);
            result = await connection.CheckAsync(cancellationToken);
        }
        catch (ConnectorException exception)
        {
            result = CheckResult.Failure(exception.Message);
        }

        return new CommandAnswer(result.Succeeded, Message(services, sink => sink.WriteConnectionStatus(result.Succeeded, result.Message)));
    }

    private async Task<ReadOnlyMemory<byte>> DiscoverAsync(LambdaEvent asked, ConnectorServices services, EventDocuments documents, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(asked, services, documents, cancellationToken);
        var streams = await connection.DiscoverAsync(cancellationToken);
        return Message(services, sink => sink.WriteCatalog(streams));
    }

    private async Task<FacebookPagesConnection> ConnectAsync(LambdaEvent asked, ConnectorServices services, EventDocuments documents, CancellationToken cancellationToken) =>
        _source.Connect(await documents.ReadConfigurationAsync(asked.Config!, cancellationToken), services, RunLimits.None);

    private static string NameOf(LambdaCommand command) => command switch
    {
        LambdaCommand.Spec => "spec",
        LambdaCommand.Check => "check",
        LambdaCommand.Discover => "discover",
        LambdaCommand.Plan => "plan",
        _ => "sync",
    };

    // One message of the protocol, as the command line would write it.
    private static ReadOnlyMemory<byte> Message(ConnectorServices services, Action<IMessageSink> write)
    {
        using var output = new MemoryStream();
        using var writer = new JsonLinesMessageWriter(output, services.Time, services.Redactor.Redact);
        write(writer);
        writer.Flush();
        return output.ToArray().AsMemory()[..^1];
    }
}
