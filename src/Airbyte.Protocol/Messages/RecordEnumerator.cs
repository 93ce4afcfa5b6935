namespace Airbyte.Protocol;

/// <summary>Goes through the records of a <see cref="RecordBatch"/>, which must neither be changed nor disposed meanwhile.</summary>
public ref struct RecordEnumerator
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly ReadOnlySpan<int> _ends;
    private readonly List<Likeness> _likenesses;
    private Likeness _likeness;
    private int _nextLikeness;
    private int _record = -1;

    internal RecordEnumerator(ReadOnlySpan<byte> data, ReadOnlySpan<int> ends, List<Likeness> likenesses)
    {
        _data = data;
        _ends = ends;
        _likenesses = likenesses;
    }

    /// <summary>The record that it is at.</summary>
    public readonly RecordText Current => new(
        _data.Slice(_likeness.HeadStart, _likeness.HeadLength),
        _data[(_record == 0 ? 0 : _ends[_record - 1]).._ends[_record]],
        _data.Slice(_likeness.FootStart, _likeness.FootLength));

    /// <summary>Goes to the next record; false when there is none.</summary>
    public bool MoveNext()
    {
        if (++_record >= _ends.Length)
        {
            return false;
        }

        if (_nextLikeness < _likenesses.Count && _likenesses[_nextLikeness].FirstRecord == _record)
        {
            _likeness = _likenesses[_nextLikeness++];
        }

        return true;
    }
}
