using System.Text;

namespace Airbyte.Protocol;

/// <summary>The data object of one record of a <see cref="RecordBatch"/>: three pieces, one after the other. Valid as long as the batch is neither changed nor disposed.</summary>
/// <param name="head">What it begins with, as the records around it may; empty where all of it stands in the middle.</param>
/// <param name="middle">What only this record has.</param>
/// <param name="foot">What it ends with, as the records around it may.</param>
public readonly ref struct RecordText(ReadOnlySpan<byte> head, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> foot)
{
    private readonly ReadOnlySpan<byte> _head = head;
    private readonly ReadOnlySpan<byte> _middle = middle;
    private readonly ReadOnlySpan<byte> _foot = foot;

    /// <summary>How many bytes it has.</summary>
    public int Length => _head.Length + _middle.Length + _foot.Length;

    /// <summary>Writes it to where there is room for it.</summary>
    public void CopyTo(Span<byte> destination)
    {
        _head.CopyTo(destination);
        destination = destination[_head.Length..];
        _middle.CopyTo(destination);
        _foot.CopyTo(destination[_middle.Length..]);
    }

    /// <summary>The JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_head) + Encoding.UTF8.GetString(_middle) + Encoding.UTF8.GetString(_foot);
}
