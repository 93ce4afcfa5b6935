namespace Source.FacebookPages.Aws.Lambda;

/// <summary>What came of reading an event. No sentence repeats a text of the event, which may be a secret.</summary>
/// <param name="Event">What it asks for; null when it has mistakes.</param>
/// <param name="Mistakes">All that is wrong with it, a sentence each.</param>
/// <param name="Remarks">What is ignored, a sentence each: also worth showing beside the mistakes, since a misspelt key is often their cause.</param>
internal sealed record LambdaEventReading(LambdaEvent? Event, IReadOnlyList<string> Mistakes, IReadOnlyList<string> Remarks);
