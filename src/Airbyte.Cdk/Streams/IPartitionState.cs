namespace Airbyte.Cdk;

/// <summary>What a partition has covered; an immutable value that only its stream's <see cref="IStreamState"/> understands.</summary>
public interface IPartitionState;
