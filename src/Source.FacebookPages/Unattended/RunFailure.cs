using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Unattended;

/// <summary>What went wrong, as an answer tells it. What does not apply is null or empty.</summary>
internal sealed record RunFailure(string Message)
{
    /// <summary>The stream.</summary>
    public string? Stream { get; init; }

    /// <summary>The Page.</summary>
    public string? PageId { get; init; }

    /// <summary>The metrics that were asked for.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The days that were asked for.</summary>
    public DateWindow? Window { get; init; }

    /// <summary>Graph's code.</summary>
    public int? Code { get; init; }

    /// <summary>Graph's subcode.</summary>
    public int? Subcode { get; init; }

    /// <summary>The failure of a read.</summary>
    public static RunFailure Of(ErrorTrace error) => Of(error.Exception, error.Message) with { Stream = error.Stream };

    /// <summary>The failure of everything.</summary>
    public static RunFailure Of(ConnectorException exception) => Of(exception, exception.Message);

    private static RunFailure Of(Exception? exception, string message)
    {
        var details = (exception as ConnectorException)?.Details as ReadFailureDetails;
        var error = details?.Error ?? (exception?.InnerException as GraphException)?.Error;
        return new RunFailure(message)
        {
            PageId = details?.PageId,
            Metrics = details?.Metrics ?? [],
            Window = details?.Window,
            Code = error is { Code: not 0 } ? error.Code : null,
            Subcode = error?.Subcode,
        };
    }
}
