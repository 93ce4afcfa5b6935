namespace Facebook.Graph;

/// <summary>Remembers which form for secret parameters the server takes, once that is known.</summary>
internal sealed class SecretFormMemory
{
    private const int Undecided = -1;

    private int _form = Undecided;

    /// <summary>The form to use: the body until a server is known to refuse it.</summary>
    internal SecretForm Preferred => Volatile.Read(ref _form) == (int)SecretForm.Query ? SecretForm.Query : SecretForm.Body;

    /// <summary>Whether a form has been seen to work.</summary>
    internal bool IsDecided => Volatile.Read(ref _form) != Undecided;

    /// <summary>The server understood this form; the first finding stands.</summary>
    internal void Works(SecretForm form) => Interlocked.CompareExchange(ref _form, (int)form, Undecided);

    /// <summary>
    /// Whether a failure says that the server does not take the body form: no such method, an edge that can't be posted to, parameters overlooked in the body, or an answer that is not
    /// Graph's although nothing is out of order.
    /// </summary>
    internal static bool IsRefusal(GraphException failure, GraphRequest request)
    {
        var error = failure.Error;
        return error.Code switch
        {
            0 => error.HttpStatus is 404 or 405 or 501 || (failure.IsForeignAnswer && error.HttpStatus is > 0 and < 500 and not (408 or 425 or 429)),
            100 or 101 => IsPostUnsupported(error) || NamesSecretParameter(error, request),
            2500 => failure.Kind == GraphErrorKind.UnknownEdge,
            _ => false,
        };
    }

    private static bool IsPostUnsupported(GraphError error) =>
        error is { Code: 100, Subcode: 33 } || error.Message.Contains("Unsupported post request", StringComparison.OrdinalIgnoreCase);

    private static bool NamesSecretParameter(GraphError error, GraphRequest request) =>
        request.SecretParameters.Any(parameter => error.Message.Contains(parameter.Key, StringComparison.Ordinal));
}
