namespace GraphSimulator.Pages;

/// <summary>A business portfolio of /me/businesses.</summary>
public sealed record SimulatedBusiness(string Id, string Name);
