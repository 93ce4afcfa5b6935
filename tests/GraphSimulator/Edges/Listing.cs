using System.Buffers.Text;
using System.Globalization;
using System.Text;
using GraphSimulator.Faults;
using GraphSimulator.Http;

namespace GraphSimulator.Edges;

/// <summary>A list edge with cursors: which rows to answer, and its <c>paging</c>.</summary>
internal sealed class Listing
{
    private readonly GraphCall _call;
    private readonly string _path;
    private readonly int _total;
    private readonly int _limit;
    private readonly bool _emptyPage;

    private Listing(GraphCall call, string path, int total, int limit, int start, bool emptyPage)
    {
        _call = call;
        _path = path;
        _total = total;
        _limit = limit;
        _emptyPage = emptyPage;
        Start = start;
        Count = emptyPage ? 0 : Math.Max(0, Math.Min(limit, total - start));
    }

    public int Start { get; }

    public int Count { get; }

    /// <summary>Reads limit and cursors.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The path that paging URLs name: node and edge.</param>
    /// <param name="total">Rows there are.</param>
    /// <param name="world">Its default limit, and whether one page is to be empty.</param>
    /// <param name="mostRows">Limits above are brought down to it.</param>
    public static (Listing? Listing, GraphError? Error) Read(GraphCall call, string path, int total, SimulatedWorld world, int mostRows = 100)
    {
        var limit = world.DefaultListLimit;
        if (call.Parameters["limit"] is { Length: > 0 } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
        {
            return (null, GraphErrors.BadLimit);
        }

        limit = Math.Min(limit, mostRows);
        var (start, wasEmpty) = (0, false);
        if (call.Parameters["after"] is { Length: > 0 } after)
        {
            if (ReadCursor(after) is not { } cursor || cursor.Position > total)
            {
                return (null, GraphErrors.InvalidCursor);
            }

            (start, wasEmpty) = cursor;
        }
        else if (call.Parameters["before"] is { Length: > 0 } before)
        {
            if (ReadCursor(before) is not { } cursor || cursor.Position > total)
            {
                return (null, GraphErrors.InvalidCursor);
            }

            start = Math.Max(0, cursor.Position - limit);
        }

        var emptyPage = world.EmptyListingPage && start > 0 && start == limit && !wasEmpty && start < total;
        return (new Listing(call, path, total, limit, start, emptyPage), null);
    }

    public void WritePaging(GraphJsonWriter json)
    {
        if (Count == 0 && !_emptyPage)
        {
            return;
        }

        var end = Start + Count;
        json.Name("paging");
        json.StartObject();
        json.Name("cursors");
        json.StartObject();
        json.Text("before", Cursor(Start, wasEmpty: false));
        json.Text("after", Cursor(end, _emptyPage));
        json.EndObject();
        if (end < _total && _limit > 0)
        {
            json.Text("next", Url("after", Cursor(end, _emptyPage)));
        }

        if (Start > 0)
        {
            json.Text("previous", Url("before", Cursor(Start, wasEmpty: false)));
        }

        json.EndObject();
    }

    public void WriteSummary(GraphJsonWriter json)
    {
        if (_call.Parameters["summary"] is "true" or "1" or "total_count")
        {
            json.Name("summary");
            json.StartObject();
            json.Number("total_count", _total);
            json.EndObject();
        }
    }

    private string Url(string name, string cursor)
    {
        var kept = _call.Parameters.Pairs
            .Where(p => p.Key is not ("access_token" or "after" or "before" or "limit" or "method" or "appsecret_proof" or "appsecret_time"))
            .Select(p => $"&{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}");
        return $"{_call.BaseUrl}/{_call.ServedVersion}/{_path}?access_token={Uri.EscapeDataString(_call.TokenValue!)}"
            + $"{string.Concat(kept)}&limit={_limit}&{name}={cursor}";
    }

    // Opaque to clients. The check digits make an invented cursor an invalid one.
    private static string Cursor(int position, bool wasEmpty)
    {
        var text = $"{position}:{(wasEmpty ? 1 : 0)}";
        var check = Insights.ValueFormula.Hash("cursor" + text) % 100000000;
        return "QVFIU" + Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{text}:{check}"));
    }

    private static (int Position, bool WasEmpty)? ReadCursor(string cursor)
    {
        if (!cursor.StartsWith("QVFIU", StringComparison.Ordinal) || !Base64Url.IsValid(cursor.AsSpan(5)))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor.AsSpan(5))).Split(':');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && parts.Length == 3 && Cursor(position, parts[1] == "1") == cursor
                ? (position, parts[1] == "1")
                : null;
    }
}
