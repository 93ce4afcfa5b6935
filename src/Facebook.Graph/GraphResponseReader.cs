namespace Facebook.Graph;

/// <summary>
/// Turns the body of a successful answer (no <c>error</c> member) into a value. Runs inside the attempt: a <see cref="System.Text.Json.JsonException"/> counts as a failure of the
/// attempt and is retried. The memory is only valid during the call.
/// </summary>
/// <typeparam name="T">What the answer means.</typeparam>
public delegate T GraphResponseReader<out T>(ReadOnlySpan<byte> utf8Json);
