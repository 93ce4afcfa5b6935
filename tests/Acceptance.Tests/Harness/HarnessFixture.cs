using System.Globalization;
using GraphSimulator;

namespace Acceptance.Tests.Harness;

/// <summary>The simulator as <c>integration_tests/start-simulator</c> starts it, on a free port, and the connector in both forms.</summary>
public sealed class HarnessFixture : IAsyncLifetime
{
    /// <summary>The published executable.</summary>
    public const string Binary = "binary";

    /// <summary>The container image that <c>SOURCE_IMAGE</c> names.</summary>
    public const string Image = "image";

    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T18:00:00Z", CultureInfo.InvariantCulture);
    private readonly Dictionary<string, HarnessSession> _sessions = [];
    private GraphSimulatorServer? _server;
    private string? _obstacle;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 2, days: 730, Now));
        _sessions[Binary] = new HarnessSession(new BinaryUnderTest(_server.World), _server.BaseUrl.ToString());
        _obstacle = await ImageUnderTest.ObstacleAsync();
        if (_obstacle is null)
        {
            _sessions[Image] = new HarnessSession(new ImageUnderTest(_server.World, Environment.GetEnvironmentVariable("SOURCE_IMAGE")!), _server.BaseUrl.ToString());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>The connector in one form. Where there is no image to run, the test is skipped, or fails if <c>REQUIRE_CONTAINERS</c> is set.</summary>
    internal HarnessSession Session(string form)
    {
        RequireImage(form);
        return _sessions[form];
    }

    internal void RequireImage(string form)
    {
        if (form == Image && _obstacle is not null)
        {
            Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("REQUIRE_CONTAINERS")), _obstacle);
            Assert.Fail("REQUIRE_CONTAINERS is set, and yet: " + _obstacle);
        }
    }
}

/// <summary>All tests of the harness share one simulator and the answers to the same question.</summary>
[CollectionDefinition("harness")]
public sealed class HarnessCollection : ICollectionFixture<HarnessFixture>;

/// <summary>Both forms of the connector, as data for tests.</summary>
public sealed class BothForms : TheoryData<string>
{
    /// <summary>Both.</summary>
    public BothForms()
        : base(HarnessFixture.Binary, HarnessFixture.Image)
    {
    }
}
