using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace GraphSimulator.Http;

/// <summary>
/// Writes JSON as Graph prints it: no white space, slashes as <c>\/</c>, everything beyond ASCII as lower-case
/// <c>\uXXXX</c>. The framework's writer can't do that. Not thread-safe; the buffer is pooled and given back on dispose.
/// </summary>
public sealed class GraphJsonWriter : IDisposable
{
    private const string Hex = "0123456789abcdef";
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;
    private bool _needsComma;

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void StartObject() => Open((byte)'{');

    public void EndObject() => Close((byte)'}');

    public void StartArray() => Open((byte)'[');

    public void EndArray() => Close((byte)']');

    /// <summary>The name of a property.</summary>
    public void Name(string name)
    {
        Comma();
        Quote(name);
        Byte((byte)':');
        _needsComma = false;
    }

    /// <summary>A name that needs no escapes.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        Comma();
        Byte((byte)'"');
        Bytes(name);
        Bytes("\":"u8);
        _needsComma = false;
    }

    public void Text(string value)
    {
        Comma();
        Quote(value);
        _needsComma = true;
    }

    public void Text(string name, string value)
    {
        Name(name);
        Text(value);
    }

    public void Number(long value)
    {
        Comma();
        Reserve(20);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
        _needsComma = true;
    }

    public void Number(string name, long value)
    {
        Name(name);
        Number(value);
    }

    public void Boolean(string name, bool value)
    {
        Name(name);
        Raw(value ? "true"u8 : "false"u8);
    }

    /// <summary>A whole value, as it is.</summary>
    public void Raw(ReadOnlySpan<byte> value)
    {
        Comma();
        Bytes(value);
        _needsComma = true;
    }

    /// <summary>Bytes without any comma before or after: prepared pieces that bring their own.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>A parsed value in Graph's spelling; numbers keep their text.</summary>
    public void Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                StartObject();
                foreach (var property in value.EnumerateObject())
                {
                    Name(property.Name);
                    Value(property.Value);
                }

                EndObject();
                break;
            case JsonValueKind.Array:
                StartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Value(item);
                }

                EndArray();
                break;
            case JsonValueKind.String:
                Text(value.GetString()!);
                break;
            default:
                Raw(System.Text.Encoding.ASCII.GetBytes(value.GetRawText()));
                break;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Open(byte bracket)
    {
        Comma();
        Byte(bracket);
        _needsComma = false;
    }

    private void Close(byte bracket)
    {
        Byte(bracket);
        _needsComma = true;
    }

    private void Comma()
    {
        if (_needsComma)
        {
            Byte((byte)',');
        }
    }

    private void Quote(string text)
    {
        Reserve((text.Length * 6) + 2);
        _buffer[_length++] = (byte)'"';
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\' or '/':
                    Escape((byte)character);
                    break;
                case '\n':
                    Escape((byte)'n');
                    break;
                case '\r':
                    Escape((byte)'r');
                    break;
                case '\t':
                    Escape((byte)'t');
                    break;
                case >= ' ' and < (char)0x7f:
                    _buffer[_length++] = (byte)character;
                    break;
                default:
                    Escape((byte)'u');
                    for (var shift = 12; shift >= 0; shift -= 4)
                    {
                        _buffer[_length++] = (byte)Hex[(character >> shift) & 15];
                    }

                    break;
            }
        }

        _buffer[_length++] = (byte)'"';
    }

    private void Escape(byte letter)
    {
        _buffer[_length++] = (byte)'\\';
        _buffer[_length++] = letter;
    }

    private void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length >= more)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
