using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Tests.Storage;

public sealed class StorageAddressTests
{
    [Theory]
    [InlineData("file:///data/state", null, "/data/state", "file:///data/state/a/b.json")]
    [InlineData("file:///data/state/", null, "/data/state", "file:///data/state/a/b.json")]
    [InlineData("file:///a%20b", null, "/a b", "file:///a%20b/a/b.json")]
    [InlineData("file:///data/../etc", null, "/etc", "file:///etc/a/b.json")]
    [InlineData("FILE:///x", null, "/x", "file:///x/a/b.json")]
    [InlineData("s3://bucket", "bucket", "", "s3://bucket/a/b.json")]
    [InlineData("s3://bucket/", "bucket", "", "s3://bucket/a/b.json")]
    [InlineData("s3://bucket/deep/prefix/", "bucket", "deep/prefix", "s3://bucket/deep/prefix/a/b.json")]
    public void It_is_read_and_names_its_objects(string text, string? bucket, string path, string uri)
    {
        var address = StorageAddress.TryParse(text)!;

        Assert.Equal((bucket, path), (address.Bucket, address.Path));
        Assert.Equal(uri, address.UriOf("a/b.json"));
        Assert.Equal(address, StorageAddress.TryParse(address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/data")]
    [InlineData("data")]
    [InlineData("file://data")]
    [InlineData("file://host/data")]
    [InlineData("s3://")]
    [InlineData("s3://ab")]
    [InlineData("s3://-bucket/x")]
    [InlineData("s3://buc ket/x")]
    [InlineData("gs://bucket/x")]
    public void Anything_else_is_none(string text) => Assert.Null(StorageAddress.TryParse(text));

    [Theory]
    [InlineData("s3://bucket/deep/config.json", "s3://bucket/deep", "config.json")]
    [InlineData("s3://bucket/config.json", "s3://bucket", "config.json")]
    [InlineData("file:///etc/config.json", "file:///etc", "config.json")]
    public void An_object_has_a_folder_and_a_key(string text, string folder, string key)
    {
        var split = StorageAddress.TryParse(text)!.SplitKey();

        Assert.Equal((folder, key), (split.Folder.ToString(), split.Key));
        Assert.Equal(text, split.Folder.UriOf(split.Key));
    }
}
