using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace TestKit;

/// <summary>
/// The states of one runtime, and what each call does to them, as in AWS's emulator (aws-lambda-runtime-interface-emulator, <c>core/states.go</c> and <c>rapi/handler</c>). An answer that is refused
/// for its id leaves the runtime where nothing but its end helps.
/// </summary>
internal sealed class RuntimeApiStates
{
    // What Lambda takes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html says 6 MB; the emulator and Lambda's own message say it exactly.
    private const int MaxPayloadBytes = 6_291_556;

    private readonly Lock _gate = new();
    private readonly Channel<PendingInvocation> _waiting = Channel.CreateUnbounded<PendingInvocation>();
    private readonly TaskCompletionSource<ReportedError> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RuntimeApiState _state = RuntimeApiState.Started;
    private PendingInvocation? _current;

    public Task<ReportedError> InitError => _initError.Task;

    public Task<InvocationOutcome> InvokeAsync(PendingInvocation invocation)
    {
        _waiting.Writer.TryWrite(invocation);
        return invocation.Outcome.Task;
    }

    public async Task<RuntimeApiReply> NextAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_state is RuntimeApiState.Running)
            {
                return Event(_current!);
            }

            if (_state is not (RuntimeApiState.Started or RuntimeApiState.Ready or RuntimeApiState.ResponseSent))
            {
                return Forbidden(RuntimeApiState.Ready);
            }

            _state = RuntimeApiState.Ready;
        }

        var invocation = await _waiting.Reader.ReadAsync(cancellationToken);
        lock (_gate)
        {
            (_current, _state) = (invocation, RuntimeApiState.Running);
            return Event(invocation);
        }
    }

    public RuntimeApiReply Respond(string requestId, byte[] answer)
    {
        lock (_gate)
        {
            if (_state != RuntimeApiState.Running)
            {
                return Forbidden(RuntimeApiState.InvocationResponse);
            }

            _state = RuntimeApiState.InvocationResponse;
            if (requestId != _current!.RequestId)
            {
                return InvalidRequestId();
            }

            if (answer.Length > MaxPayloadBytes)
            {
                var message = $"Response payload size ({answer.Length} bytes) exceeded maximum allowed payload size ({MaxPayloadBytes} bytes).";
                End(new InvocationOutcome(requestId, Answer: null, new ReportedError(message, "Function.ResponseSizeTooLarge", [], TypeHeader: null)));
                return RuntimeApiReply.Refusal(413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({MaxPayloadBytes} bytes).");
            }

            End(new InvocationOutcome(requestId, Encoding.UTF8.GetString(answer), Error: null));
            return RuntimeApiReply.Accepted;
        }
    }

    public RuntimeApiReply Fail(string requestId, byte[] body, string? typeHeader)
    {
        lock (_gate)
        {
            if (_state != RuntimeApiState.Running)
            {
                return Forbidden(RuntimeApiState.InvocationErrorResponse);
            }

            _state = RuntimeApiState.InvocationErrorResponse;
            if (requestId != _current!.RequestId)
            {
                return InvalidRequestId();
            }

            End(new InvocationOutcome(requestId, Answer: null, Read(body, typeHeader)));
            return RuntimeApiReply.Accepted;
        }
    }

    public RuntimeApiReply FailInit(byte[] body, string? typeHeader)
    {
        lock (_gate)
        {
            if (_state != RuntimeApiState.Started)
            {
                return Forbidden(RuntimeApiState.InitError);
            }

            _state = RuntimeApiState.InitError;
            _initError.TrySetResult(Read(body, typeHeader));
            return RuntimeApiReply.Accepted;
        }
    }

    /// <summary>Whoever still waits for an outcome will get none.</summary>
    public void Abandon()
    {
        _current?.Outcome.TrySetCanceled();
        while (_waiting.Reader.TryRead(out var invocation))
        {
            invocation.Outcome.TrySetCanceled();
        }
    }

    private static RuntimeApiReply Event(PendingInvocation invocation) => new(200, invocation.Event, invocation.Headers);

    private static RuntimeApiReply InvalidRequestId() => RuntimeApiReply.Refusal(400, "InvalidRequestID", "Invalid request ID");

    private static ReportedError Read(byte[] body, string? typeHeader)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return new ReportedError(
            root.GetProperty("errorMessage").GetString()!,
            root.GetProperty("errorType").GetString()!,
            [.. root.GetProperty("stackTrace").EnumerateArray().Select(frame => frame.GetString()!)],
            typeHeader);
    }

    private RuntimeApiReply Forbidden(RuntimeApiState wanted) => RuntimeApiReply.Refusal(
        403, "InvalidStateTransition", $"State transition from {_state} to {wanted} failed for runtime. Error: State transition is not allowed");

    private void End(InvocationOutcome outcome)
    {
        _state = RuntimeApiState.ResponseSent;
        _current!.Outcome.TrySetResult(outcome);
    }
}
