using Source.FacebookPages.Tests.Storage;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>A bucket of S3 keeps the promises of a store.</summary>
public sealed class S3StoreContractTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    [Theory]
    [MemberData(nameof(StoreContract.Names), MemberType = typeof(StoreContract))]
    public async Task It_keeps_what_every_store_promises(string rule)
    {
        var (store, _) = await s3.NewStoreAsync();
        using (store)
        {
            await StoreContract.CheckAsync(rule, store);
        }
    }
}
