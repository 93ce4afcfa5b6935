using Source.FacebookPages.Aws;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages;

/// <summary>The services outside of this process, other than Facebook, that a run may need. Nothing of them is touched before it is needed.</summary>
/// <param name="OpenStore">Opens a store; it belongs to the caller.</param>
/// <param name="Secrets">Reads secrets.</param>
internal sealed record Surroundings(Func<StorageAddress, IObjectStore> OpenStore, ISecretReader Secrets)
{
    /// <summary>Those of a process: folders of its machine, S3, and AWS Secrets Manager.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="time">The clock.</param>
    public static Surroundings Of(Func<string, string?> variable, TimeProvider time)
    {
        var aws = new AwsSettings { Environment = variable, Time = time };
        return new Surroundings(address => address.Bucket is null ? new FileStore(address, time) : new S3Store(address, aws), new SecretReader(aws));
    }
}
