namespace Source.FacebookPages.Unattended;

/// <summary>A part of a stream's records that was stored.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Uri">Where it is.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Bytes">How large it is, compressed.</param>
internal sealed record WrittenFile(string Stream, string Uri, long Records, long Bytes);
