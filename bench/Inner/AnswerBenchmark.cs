using Airbyte.Protocol;
using BenchmarkDotNet.Attributes;
using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Records;

namespace Bench.Inner;

/// <summary>From the bytes of an answer to records, and from records to lines.</summary>
[MemoryDiagnoser]
public class AnswerBenchmark : IDisposable
{
    private const string Stream = "page_insights_" + Sample.PageId;

    private readonly byte[] _answer = Sample.Answer();
    private readonly DayTable _days = new(Sample.Window);
    private readonly JsonLinesMessageWriter _writer = new(System.IO.Stream.Null, TimeProvider.System, text => text);

    /// <summary>Is the body whole, and is it no error?</summary>
    [Benchmark(Description = "inspect an answer of 90 days")]
    public bool Inspect() => Facebook.Graph.Answer.Inspect(_answer, 200, out _) == AnswerNature.Data;

    /// <summary>Walks the points, and does nothing with them.</summary>
    [Benchmark(Description = "walk it")]
    public int Walk()
    {
        var counter = new Counter();
        InsightsAnswer.Visit(_answer, counter);
        return counter.Points;
    }

    /// <summary>Makes records of the points.</summary>
    [Benchmark(Description = "make records of it")]
    public int Records()
    {
        using var batch = Read();
        return batch.Count;
    }

    /// <summary>Makes records of the points and writes them as lines.</summary>
    [Benchmark(Description = "make records of it and write their lines")]
    public int Lines()
    {
        using var batch = Read();
        _writer.WriteRecords(batch);
        return batch.Count;
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    private RecordBatch Read()
    {
        var batch = new RecordBatch(Stream);
        var writer = new InsightRecordWriter(Sample.PageId, "day", Sample.Metrics, Sample.Window, _days, batch);
        InsightsAnswer.Visit(_answer, writer);
        writer.Complete();
        return batch;
    }

    private sealed class Counter : IInsightsVisitor
    {
        public int Points { get; private set; }

        public bool Entry(string name, string period) => true;

        public void Point(in InsightsPoint point) => Points++;
    }
}
