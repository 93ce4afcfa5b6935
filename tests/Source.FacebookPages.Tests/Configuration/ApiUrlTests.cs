namespace Source.FacebookPages.Tests.Configuration;

public class ApiUrlTests
{
    [Theory]
    [InlineData("http://graph.facebook.com")]
    [InlineData("https://localhost")]
    [InlineData("https://LOCALHOST.")]
    [InlineData("https://api.localhost")]
    [InlineData("https://metadata.google.internal")]
    [InlineData("https://printer.local")]
    [InlineData("https://intranet")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://127.1")]
    [InlineData("https://2130706433")]
    [InlineData("https://0x7f.0.0.1")]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://172.16.0.1")]
    [InlineData("https://172.31.255.255")]
    [InlineData("https://192.168.0.1:8443/graph")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://100.64.0.1")]
    [InlineData("https://224.0.0.1")]
    [InlineData("https://255.255.255.255")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::]")]
    [InlineData("https://[fe80::1]")]
    [InlineData("https://[fc00::1]")]
    [InlineData("https://[fd12:3456::1]")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    public void On_a_shared_platform_only_public_https_hosts_are_reachable(string url)
    {
        var json = Configurations.With($$"""{"api_url": "{{url}}"}""");

        Assert.Empty(Configurations.Mistakes(json));
        Assert.Empty(Configurations.Mistakes(json, deploymentMode: "OSS"));
        Assert.Contains("DEPLOYMENT_MODE", Assert.Single(Configurations.Mistakes(json, deploymentMode: "cloud")), StringComparison.Ordinal);
        Assert.Single(Configurations.Mistakes(json, deploymentMode: "CLOUD"));
    }

    [Theory]
    [InlineData("https://graph.facebook.com")]
    [InlineData("https://graph.facebook.com./v25.0")]
    [InlineData("https://172.32.0.1")]
    [InlineData("https://100.128.0.1")]
    [InlineData("https://8.8.8.8:8443")]
    [InlineData("https://[2606:4700::1111]")]
    [InlineData("https://localhost.example.org")]
    public void Public_https_hosts_are_reachable_everywhere(string url)
    {
        var json = Configurations.With($$"""{"api_url": "{{url}}"}""");

        Assert.Empty(Configurations.Mistakes(json, deploymentMode: "cloud"));
        Assert.Empty(Configurations.Mistakes(json));
    }

    [Fact]
    public void The_default_is_allowed_on_a_shared_platform()
    {
        Assert.Empty(Configurations.Mistakes(Configurations.Minimal, deploymentMode: "cloud"));
    }
}
