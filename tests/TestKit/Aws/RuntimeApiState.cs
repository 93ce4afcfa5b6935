namespace TestKit;

/// <summary>Where the Runtime API believes the runtime to be; the states and their order are those of AWS's own emulator.</summary>
internal enum RuntimeApiState
{
    Started,
    InitError,
    Ready,
    Running,
    InvocationResponse,
    InvocationErrorResponse,
    ResponseSent,
}
