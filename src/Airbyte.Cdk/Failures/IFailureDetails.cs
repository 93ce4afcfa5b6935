namespace Airbyte.Cdk;

/// <summary>What was being read when it failed, in the source's own terms; a value that only whoever reports failures of that source understands.</summary>
public interface IFailureDetails;
