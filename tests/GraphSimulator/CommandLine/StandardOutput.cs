using System.Text;
using GraphSimulator.Http;
using Microsoft.Win32.SafeHandles;

namespace GraphSimulator.CommandLine;

/// <summary>Writes to the process's own standard streams, without the Console class.</summary>
internal static class StandardOutput
{
    public static void Write(string text) => WriteTo(1, text);

    public static void WriteError(string text) => WriteTo(2, text);

    /// <summary>The one line a caller needs: where, with which tokens, which Pages.</summary>
    public static string Describe(GraphSimulatorServer server)
    {
        using var json = new GraphJsonWriter();
        json.StartObject();
        json.Text("url", server.BaseUrl.GetLeftPart(UriPartial.Authority));
        json.Text("http2_url", server.Http2BaseUrl.GetLeftPart(UriPartial.Authority));
        json.Text("user_token", server.World.UserToken.Value);
        json.Text("short_lived_user_token", server.World.ShortLivedUserToken.Value);
        json.Text("system_user_token", server.World.SystemUserToken.Value);
        json.Text("app_id", server.World.App.Id);
        json.Text("app_secret", server.World.App.Secret);
        json.Text("now", server.World.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        json.Name("page_ids");
        json.StartArray();
        foreach (var page in server.World.Pages.All)
        {
            json.Text(page.Id);
        }

        json.EndArray();
        json.EndObject();
        return Encoding.ASCII.GetString(json.Written.Span).Replace("\\/", "/", StringComparison.Ordinal) + "\n";
    }

    private static void WriteTo(int descriptor, string text)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
