using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>What is told about an exception.</summary>
internal static class ErrorTraces
{
    /// <summary>
    /// A known failure speaks for itself. Anything else is a defect of the connector: the user gets a sentence, whoever debugs the text
    /// and the stack.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="doing">What was being done, for the sentence about a defect: "reading stream pages".</param>
    /// <param name="stream">The stream concerned, or null for the whole run.</param>
    public static ErrorTrace Of(Exception exception, string doing, string? stream = null) => exception is ConnectorException known
        ? new ErrorTrace(known.FailureType, known.Message, known.InternalMessage, known.InnerException?.ToString(), stream) { Exception = exception }
        : new ErrorTrace(
            FailureType.SystemError,
            $"A defect of the connector ended {doing} ({exception.GetType().Name}). Please report it together with the log.",
            exception.Message,
            exception.ToString(),
            stream) { Exception = exception };
}
