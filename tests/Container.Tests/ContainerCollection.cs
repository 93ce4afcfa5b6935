namespace Container.Tests;

/// <summary>All tests share one image.</summary>
[CollectionDefinition("image")]
public sealed class ContainerCollection : ICollectionFixture<ContainerImage>;
