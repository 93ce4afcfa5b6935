namespace Airbyte.Protocol;

/// <summary>The reader of the messages is gone (a broken pipe); nothing more can be said there.</summary>
public sealed class OutputClosedException(Exception inner) : IOException("The reader of standard output is gone.", inner);
