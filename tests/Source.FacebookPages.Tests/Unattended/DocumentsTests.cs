using System.Text;
using Airbyte.Cdk;
using Microsoft.Extensions.Logging.Abstractions;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Unattended;
using TestKit;

namespace Source.FacebookPages.Tests.Unattended;

/// <summary>Configurations and catalogs by their addresses.</summary>
public sealed class DocumentsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("documents-");
    private readonly SecretRedactor _redactor = new();
    private readonly GivenSecrets _secrets = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("path.json")]
    [InlineData("file://FOLDER/config.json")]
    [InlineData("secretsmanager:pages")]
    public async Task A_configuration_is_read_from_wherever_it_is_and_its_secrets_are_known(string address)
    {
        const string Text = """{"credentials":{"auth_type":"access_token","access_token":"EAAoneofmine"}}""";
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "config.json"), Text, TestContext.Current.CancellationToken);
        _secrets.Give("pages", Text);

        var configuration = await Documents(_ => Encoding.UTF8.GetBytes(Text)).ReadConfigurationAsync(Address(address), TestContext.Current.CancellationToken);

        Assert.Equal("access_token", configuration.GetProperty("credentials").GetProperty("auth_type").GetString());
        Assert.Equal("The token is ****.", _redactor.Redact("The token is EAAoneofmine."));
    }

    [Fact]
    public async Task A_catalog_is_read_by_address_too()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "catalog.json"), CatalogBuilder.Incremental("page_insights_1"), TestContext.Current.CancellationToken);

        var catalog = await Documents().ReadCatalogAsync(Address("file://FOLDER/catalog.json"), TestContext.Current.CancellationToken);

        Assert.Equal("page_insights_1", Assert.Single(catalog.Streams).Name);
    }

    [Theory]
    [InlineData("nothing.json", "The configuration file nothing.json does not exist.")]
    [InlineData("file://FOLDER/nothing.json", "The configuration file://FOLDER/nothing.json does not exist.")]
    [InlineData("file://relative", "The configuration's address is not of the form file:///path or s3://bucket/key.")]
    [InlineData("s3://bucket", "The configuration's address s3://bucket names a bucket and no object in it.")]
    [InlineData("secretsmanager:", "The configuration's address secretsmanager:… must be followed by the name of a secret")]
    [InlineData("secretsmanager:none", "The secret none does not exist.")]
    public async Task What_is_not_there_is_named(string address, string expected)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Documents().ReadConfigurationAsync(Address(address), TestContext.Current.CancellationToken));

        Assert.StartsWith(Address(expected), failure.Message, StringComparison.Ordinal);
    }

    private string Address(string text) => text.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal);

    private Documents Documents(Func<string, byte[]>? readFile = null)
    {
        var surroundings = new Surroundings(address => new FileStore(address, TimeProvider.System), _secrets);
        return new Documents(
            surroundings,
            new ConnectorServices(NullLogger.Instance, _redactor, TimeProvider.System, _ => null),
            new FacebookPagesSource(surroundings).Specification,
            readFile ?? (path => throw new FileNotFoundException(null, path)));
    }
}
