namespace TestKit;

/// <summary>An error as the runtime reported it, or as Lambda makes it up.</summary>
/// <param name="Message"><c>errorMessage</c> of the body.</param>
/// <param name="Type"><c>errorType</c> of the body.</param>
/// <param name="StackTrace"><c>stackTrace</c> of the body.</param>
/// <param name="TypeHeader">The header <c>Lambda-Runtime-Function-Error-Type</c>; null when it was not sent.</param>
public sealed record ReportedError(string Message, string Type, IReadOnlyList<string> StackTrace, string? TypeHeader);
