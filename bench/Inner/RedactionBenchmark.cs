using System.Globalization;
using Airbyte.Cdk;
using BenchmarkDotNet.Attributes;

namespace Bench.Inner;

/// <summary>Secrets out of a log line, with the tokens of many Pages known.</summary>
[MemoryDiagnoser]
public class RedactionBenchmark
{
    private const string Clean = "Read 24820 records from page_insights_100000000000001; 10 request(s), 0 retried, 0 wait(s) for rate limits (0 s).";
    private readonly SecretRedactor _redactor = new();
    private string _dirty = "";

    /// <summary>How many tokens are known.</summary>
    [Params(1, 10_000)]
    public int Tokens { get; set; }

    /// <summary>Makes the tokens known.</summary>
    [GlobalSetup]
    public void Learn()
    {
        for (var number = 0; number < Tokens; number++)
        {
            _redactor.Add(Token(number));
        }

        _dirty = Clean + Token(0);
    }

    /// <summary>Nothing to hide.</summary>
    [Benchmark(Description = "redact a line without a secret")]
    public string WithoutSecret() => _redactor.Redact(Clean);

    /// <summary>A token to hide.</summary>
    [Benchmark(Description = "redact a line with a secret")]
    public string WithSecret() => _redactor.Redact(_dirty);

    private static string Token(int number) => string.Create(CultureInfo.InvariantCulture, $"EAA{number * 7919L:x16}{number * 104729L:x16}ZDZD");
}
