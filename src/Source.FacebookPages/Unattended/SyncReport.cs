using Facebook.Graph;
using Source.FacebookPages.Telemetry;

namespace Source.FacebookPages.Unattended;

/// <summary>How an unattended run went.</summary>
/// <param name="Answer">What it answers.</param>
/// <param name="Requests">What it asked of Facebook; null when it got not as far.</param>
/// <param name="Figures">What it read; null when it got not as far.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record SyncReport(SyncAnswer Answer, GraphStatistics? Requests, RunFigures? Figures, TimeSpan Duration);
