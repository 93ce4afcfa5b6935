using Bench.Figures;

namespace Bench.Scenarios;

/// <summary>Something that is measured, and fills a part of the document.</summary>
internal interface IScenario
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    Task<Section> RunAsync();
}
