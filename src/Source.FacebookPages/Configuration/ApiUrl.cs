using System.Net;
using System.Net.Sockets;

namespace Source.FacebookPages.Configuration;

/// <summary>Judges the address of the Graph API.</summary>
internal static class ApiUrl
{
    private static readonly string[] LocalSuffixes = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];

    /// <summary>Any host, for tests and proxies.</summary>
    public static TextRule AnyHost { get; } = new(
        "an absolute http or https address without user name, query or fragment, for example \"https://graph.facebook.com\"",
        text => Parse(text) is not null);

    /// <summary>On a shared platform nobody may point the connector at the platform's own network.</summary>
    public static TextRule PublicHost { get; } = new(
        "an absolute https address of a public host without user name, query or fragment, because DEPLOYMENT_MODE is cloud",
        text => Parse(text) is { } url && url.Scheme == Uri.UriSchemeHttps && IsPublic(url));

    /// <summary>The address, or null when it is not one that may be used.</summary>
    public static Uri? Parse(string text) =>
        (text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal))
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !text.AsSpan().ContainsAny("?#@\\")
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Host.Length > 0
            ? url
            : null;

    private static bool IsPublic(Uri url)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
        {
            return IsPublic(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }

        var host = url.IdnHost.TrimEnd('.');
        return host.Contains('.', StringComparison.Ordinal)
            && !LocalSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !(IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal
                || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast);
        }

        var bytes = address.GetAddressBytes();
        return (bytes[0], bytes[1]) switch
        {
            (0 or 10 or 127, _) => false,
            (100, >= 64 and < 128) => false,
            (169, 254) => false,
            (172, >= 16 and < 32) => false,
            (192, 168) => false,
            ( >= 224, _) => false,
            _ => true,
        };
    }
}
