namespace Facebook.Graph;

/// <summary>How an HTTP attempt ended.</summary>
/// <param name="Outcome">One of the words of <see cref="GraphOutcome"/>.</param>
/// <param name="HttpStatus">The status, or 0 when no answer came.</param>
/// <param name="GraphCode">Graph's own code, or 0.</param>
/// <param name="Duration">How long it took until the whole body was there.</param>
/// <param name="BytesReceived">Bytes of the body after decompression; 0 when it did not come whole.</param>
public sealed record GraphAttemptEnd(string Outcome, int HttpStatus, int GraphCode, TimeSpan Duration, int BytesReceived);
