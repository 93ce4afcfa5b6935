using GraphSimulator.Http;

namespace GraphSimulator.Faults;

/// <summary>
/// A fault and when it strikes. All conditions given must hold. Make one with a factory, narrow it with <c>with</c>:
/// <c>Fault.Answer(GraphErrors.Unexpected) with { PageId = "100000000000001", AtMatch = 3 }</c>.
/// </summary>
public sealed record Fault(FaultEffect Effect)
{
    /// <summary>What the journal calls it.</summary>
    public string Name { get; init; } = Effect switch
    {
        FaultEffect.Answer answer => $"answer {answer.Error.Code}/{answer.Error.Subcode ?? 0}",
        FaultEffect.Body body => $"body {body.Status} {body.ContentType}",
        _ => Effect.GetType().Name,
    };

    public Func<GraphCall, bool>? When { get; init; }

    /// <summary>Only calls about this Page.</summary>
    public string? PageId { get; init; }

    /// <summary>Only this edge: "insights", "accounts" …; "" for nodes.</summary>
    public string? Edge { get; init; }

    /// <summary>Only this call of the whole world, counted from 1.</summary>
    public int? AtCall { get; init; }

    /// <summary>This call of the whole world and all later ones.</summary>
    public int? FromCall { get; init; }

    /// <summary>Only this call about the Page, counted from 1.</summary>
    public int? AtPageCall { get; init; }

    /// <summary>This call about the Page and all later ones.</summary>
    public int? FromPageCall { get; init; }

    /// <summary>Only this one of the calls that meet the other conditions, counted from 1.</summary>
    public int? AtMatch { get; init; }

    /// <summary>This one of the calls that meet the other conditions, and all later ones.</summary>
    public int? FromMatch { get; init; }

    /// <summary>From this time of the world on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time of the world.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At most so many times.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Chance of each matching call to be hit, 0 to 1; decided by <see cref="Seed"/>, the request, and how often it was seen.</summary>
    public double Probability { get; init; } = 1;

    public int Seed { get; init; } = 1;

    public static Fault Answer(GraphError error, int? status = null) => new(new FaultEffect.Answer(error, status));

    /// <summary>HTTP 200 with an error body.</summary>
    public static Fault OkWithError(GraphError error) => new(new FaultEffect.Answer(error, 200)) { Name = "200 with error" };

    public static Fault Reset() => new(new FaultEffect.Reset());

    public static Fault Truncated(double part = 0.5) => new(new FaultEffect.Truncation(part));

    public static Fault BrokenJson(double part = 0.5) => new(new FaultEffect.BrokenJson(part));

    /// <summary>Twenty seconds unless given; <see cref="Timeout.InfiniteTimeSpan"/>: until the client gives up.</summary>
    public static Fault Stall(TimeSpan? duration = null) => new(new FaultEffect.Stall(duration ?? TimeSpan.FromSeconds(20)));

    public static Fault StallInBody(TimeSpan? duration = null) => new(new FaultEffect.StallInBody(duration ?? TimeSpan.FromSeconds(20)));

    /// <summary>A proxy's or a broken front end's page.</summary>
    public static Fault Html(int status = 502) => new(new FaultEffect.Body(status, "text/html; charset=utf-8", """
        <!DOCTYPE html><html lang="en"><head><title>Error</title></head>
        <body><h1>Sorry, something went wrong.</h1><p>We're working on it and we'll get it fixed as soon as we can.</p></body></html>
        """));

    public static Fault EmptyBody(int status = 200) => new(new FaultEffect.Body(status, "application/json; charset=UTF-8", ""));

    /// <summary>HTTP 429 as proxies and newer front ends give it.</summary>
    public static Fault TooManyRequests(int? retryAfterSeconds = null) => new(new FaultEffect.Body(429, "text/plain; charset=utf-8", "Too Many Requests")
    {
        Headers = retryAfterSeconds is { } seconds ? [new("Retry-After", $"{seconds}")] : [],
    });

    /// <summary>The known glitch: a right Page token is told to be one (190), so many times, then all is well.</summary>
    public static Fault PageTokenGlitch(int times, string? pageId = null) => Answer(GraphErrors.PageTokenRequired) with
    {
        When = call => call.AsksInsights && call.Token is { Kind: Tokens.TokenKind.Page },
        PageId = pageId,
        Times = times,
    };
}
