namespace Airbyte.Protocol;

/// <summary>What the records of a <see cref="RecordBatch"/> from a certain one on have in common, which stands in the data once. The numbers of a whole record are all 0.</summary>
/// <param name="FirstRecord">The index of the first of them; the last is the one before the next likeness begins.</param>
/// <param name="HeadStart">Where their beginning stands in the data.</param>
/// <param name="HeadLength">How long it is.</param>
/// <param name="FootStart">Where their end stands.</param>
/// <param name="FootLength">How long it is.</param>
internal readonly record struct Likeness(int FirstRecord, int HeadStart, int HeadLength, int FootStart, int FootLength);
