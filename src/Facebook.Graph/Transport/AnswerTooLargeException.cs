namespace Facebook.Graph;

/// <summary>An answer is larger than this client reads.</summary>
internal sealed class AnswerTooLargeException(int maxBytes) : IOException($"The answer is larger than {maxBytes / (1024 * 1024)} MiB.");
