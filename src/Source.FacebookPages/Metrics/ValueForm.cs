namespace Source.FacebookPages.Metrics;

/// <summary>The form of a value as Facebook sends it.</summary>
internal enum ValueForm
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>Keys to values.</summary>
    Map,

    /// <summary>A list.</summary>
    List,

    /// <summary>A text, or true or false.</summary>
    Text,
}
