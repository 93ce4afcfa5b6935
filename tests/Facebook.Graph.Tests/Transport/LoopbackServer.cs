using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Facebook.Graph.Tests;

/// <summary>A server on a real socket that sends raw bytes, so that what the HTTP stack itself does is tried as well: one connection for each answer, in order.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];
    private readonly Task _serving;
    private volatile bool _isOpen = true;

    internal LoopbackServer(params byte[][] answers)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync(answers);
    }

    internal Uri Address { get; }

    /// <summary>The heads of the requests, as they came.</summary>
    internal IReadOnlyList<string> Requests => _requests;

    internal static byte[] Response(string status, string headers, byte[] body, int? length = null) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Connection: close\r\nContent-Length: {length ?? body.Length}\r\n\r\n"), .. body];

    internal static byte[] Ok(string body) => Response("200 OK", "Content-Type: application/json\r\n", Encoding.UTF8.GetBytes(body));

    public async ValueTask DisposeAsync()
    {
        _isOpen = false;
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(byte[][] answers)
    {
        foreach (var answer in answers)
        {
            try
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                var stream = connection.GetStream();
                _requests.Add(await HeadAsync(stream));
                if (answer.Length == 0)
                {
                    // A reset instead of an answer.
                    connection.Client.LingerState = new LingerOption(enable: true, 0);
                    continue;
                }

                await stream.WriteAsync(answer);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException || !_isOpen)
            {
                return;
            }
        }
    }

    private static async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read)
        {
            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
