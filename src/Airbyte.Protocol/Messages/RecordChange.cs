namespace Airbyte.Protocol;

/// <summary>A field of a record that is null because the value that the source gave does not fit the field's type. The value travels beside the record, so that it is not lost.</summary>
/// <param name="Field">The field; a dot stands before a part of an object.</param>
/// <param name="Value">What the source gave, as JSON; shortened when it is long.</param>
public sealed record RecordChange(string Field, string Value)
{
    private const int LongestValue = 1000;

    /// <summary>The change for a value of any length.</summary>
    public static RecordChange Nulled(string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(field, value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), "…"));
    }
}
