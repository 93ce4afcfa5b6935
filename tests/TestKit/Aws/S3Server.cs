using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>
/// A real S3 server of a third party (the npm package s3rver) behind a <see cref="ConditionalProxy"/>, since it ignores conditions. It is installed from the npm registry once, under
/// <c>artifacts</c>.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The one bucket.</summary>
    public const string Bucket = "insights-test";

    /// <summary>The access key and the secret that the server knows.</summary>
    public const string Key = "S3RVER";

    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private S3Server(Process process, DirectoryInfo data, ConditionalProxy proxy)
    {
        _process = process;
        _data = data;
        Proxy = proxy;
    }

    /// <summary>What stands before the server: honours conditions, and fails on demand.</summary>
    public ConditionalProxy Proxy { get; }

    /// <summary>The environment variables by which a process finds the server.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_S3"] = Proxy.Address.ToString().TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = Key,
        ["AWS_SECRET_ACCESS_KEY"] = Key,
        ["AWS_REGION"] = "eu-central-1",
    };

    /// <summary>Why the server can't be had here; null when it can. In CI it must be there.</summary>
    public static async Task<string?> ReasonToSkipAsync()
    {
        try
        {
            await Installed.Value;
            return null;
        }
        catch (InvalidOperationException exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            return exception.Message;
        }
    }

    /// <summary>Starts a server of its own for the caller.</summary>
    public static async Task<S3Server> StartAsync()
    {
        var modules = await Installed.Value;
        var data = Directory.CreateTempSubdirectory("s3-server-");
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(
            "node",
            [Path.Combine(modules, "node_modules", "s3rver", "bin", "s3rver.js"), "--directory", data.FullName, "--port", $"{port}", "--address", "127.0.0.1", "--silent", "--configure-bucket", Bucket])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        await UntilItListensAsync(process, port);
        return new S3Server(process, data, await ConditionalProxy.StartAsync(new Uri($"http://127.0.0.1:{port}")));
    }

    /// <summary>The stored objects by URI.</summary>
    public IReadOnlyDictionary<string, byte[]> Objects()
    {
        const string Suffix = "._S3rver_object";
        var folder = Path.Combine(_data.FullName, Bucket);
        return Directory.EnumerateFiles(folder, "*" + Suffix, SearchOption.AllDirectories).ToDictionary(
            path => $"s3://{Bucket}/{Path.GetRelativePath(folder, path)[..^Suffix.Length]}",
            File.ReadAllBytes,
            StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static async Task<string> InstallAsync()
    {
        var source = Path.Combine(PublishedConnector.RepositoryRoot(), "tests", "TestKit", "Aws", "s3-server");
        var target = Path.Combine(PublishedConnector.RepositoryRoot(), "artifacts", "s3-server");
        Directory.CreateDirectory(target);
        // Test projects run side by side.
        await using var gate = await LockAsync(Path.Combine(target, ".lock"));
        if (File.Exists(Path.Combine(target, ".installed")))
        {
            return target;
        }

        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"])
            {
                WorkingDirectory = target,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = await npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException("The S3 server for tests can't be installed: " + await output + errors);
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException("The S3 server for tests needs Node.js and npm: " + exception.Message, exception);
        }

        await File.WriteAllTextAsync(Path.Combine(target, ".installed"), "");
        return target;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilItListensAsync(Process process, int port)
    {
        for (var tries = 0; !process.HasExited && tries < 600; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }

        throw new InvalidOperationException("The S3 server for tests does not listen.");
    }
}
