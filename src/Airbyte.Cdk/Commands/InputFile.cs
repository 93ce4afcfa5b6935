using System.Text.Json;
using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>
/// Reads the files that a command is given. Every failure is the user's to mend and names the file, never its content, which may be secret.
/// </summary>
public static class InputFile
{
    /// <summary>The configuration, after its secrets were handed to the redactor.</summary>
    /// <exception cref="ConnectorException">The file cannot be read, is not JSON, or not an object.</exception>
    public static JsonElement ReadConfiguration(
        Func<string, byte[]> readFile, string path, ReadOnlyMemory<byte> specification, SecretRedactor redactor)
    {
        var configuration = ParseConfiguration(Read(readFile, path, "configuration"), path);
        using var spec = JsonDocument.Parse(specification);
        redactor.AddFromConfiguration(configuration, spec.RootElement);
        return configuration.ValueKind == JsonValueKind.Object
            ? configuration
            : throw Mistake($"The configuration file {path} must hold a JSON object, not {JsonText.KindOf(configuration)}.");
    }

    /// <summary>The configured catalog.</summary>
    /// <exception cref="ConnectorException">The file cannot be read, or is not a catalog.</exception>
    public static ConfiguredCatalog ReadCatalog(Func<string, byte[]> readFile, string path)
    {
        try
        {
            return ConfiguredCatalog.Parse(Read(readFile, path, "catalog"));
        }
        catch (FormatException exception)
        {
            throw Mistake($"The catalog file {path} cannot be used. {exception.Message}");
        }
    }

    /// <summary>The state; a file that does not exist is no state, since some callers name one that they have not made.</summary>
    /// <exception cref="ConnectorException">The file cannot be read, or is not a state.</exception>
    public static InputState ReadState(Func<string, byte[]> readFile, string path)
    {
        byte[] content;
        try
        {
            content = readFile(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new InputState(
                InputState.Empty.Streams, [$"The state file {path} does not exist; reading goes on without a state."]);
        }
        catch (Exception exception) when (IsReadFailure(exception))
        {
            throw Unreadable(exception, path, "state");
        }

        try
        {
            return InputState.Parse(content);
        }
        catch (FormatException exception)
        {
            throw Mistake(
                $"The state file {path} cannot be used. {exception.Message} Pass the states that an earlier read has written, or none to start anew.");
        }
    }

    private static JsonElement ParseConfiguration(ReadOnlyMemory<byte> content, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.WithoutByteOrderMark(content));
            return JsonText.IsValidUnicode(document.RootElement)
                ? document.RootElement.Clone()
                : throw Mistake($"The configuration file {path} contains a text that is not valid Unicode.");
        }
        catch (JsonException exception)
        {
            throw Mistake($"The configuration file {path} is not valid JSON ({JsonText.Position(exception)}).");
        }
    }

    private static byte[] Read(Func<string, byte[]> readFile, string path, string content)
    {
        try
        {
            return readFile(path);
        }
        catch (Exception exception) when (IsReadFailure(exception))
        {
            throw Unreadable(exception, path, content);
        }
    }

    private static bool IsReadFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static ConnectorException Unreadable(Exception exception, string path, string content) => Mistake(exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"The {content} file {path} does not exist.",
        UnauthorizedAccessException => $"The {content} file {path} cannot be read: permission is denied, or it is a directory.",
        ArgumentException or NotSupportedException => $"The {content} file's path \"{path}\" is not a path.",
        _ => $"The {content} file {path} cannot be read: {exception.Message}",
    });

    private static ConnectorException Mistake(string message) => new(FailureType.ConfigError, message);
}
