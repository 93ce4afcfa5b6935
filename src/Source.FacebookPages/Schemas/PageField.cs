namespace Source.FacebookPages.Schemas;

/// <summary>A field of a Page.</summary>
/// <param name="Name">Graph's name.</param>
/// <param name="Shape">Its type.</param>
/// <param name="Description">What it means, and what it takes to see it.</param>
internal sealed record PageField(string Name, JsonShape Shape, string Description);
