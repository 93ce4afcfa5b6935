namespace Source.FacebookPages.Registry;

/// <summary>The registry does not take a schema, because it does not go with the versions before.</summary>
internal sealed class SchemaRefusedException(string message) : Exception(message);
