namespace Facebook.Graph;

/// <summary>One row of the error table: which errors it takes, and what they mean.</summary>
/// <param name="FirstCode">The lowest code taken; null takes every code.</param>
/// <param name="LastCode">The highest code taken.</param>
/// <param name="Subcode">The subcode taken; null takes every one, and none.</param>
/// <param name="Text">A part of the message or of the user message, whatever its letter case; null takes every text.</param>
/// <param name="FirstStatus">The lowest HTTP status taken; 0 takes every status.</param>
/// <param name="LastStatus">The highest HTTP status taken.</param>
/// <param name="IsTransient">Whether Facebook must have called the error transient.</param>
internal sealed record ErrorRule(int? FirstCode, int? LastCode, int? Subcode, string? Text, int FirstStatus, int LastStatus, bool IsTransient)
{
    /// <summary>What the errors of this row mean.</summary>
    internal GraphErrorKind Kind { get; private init; }

    /// <summary>Whether another try is pointless although the kind alone would be worth one.</summary>
    internal bool IsFinal { get; private init; }

    internal static ErrorRule Code(int code, int? subcode = null, string? text = null) => Codes(code, code, subcode, text);

    internal static ErrorRule Codes(int first, int last, int? subcode = null, string? text = null) => new(first, last, subcode, text, 0, 0, IsTransient: false);

    internal static ErrorRule AnyCode(int? subcode = null, string? text = null) => new(null, null, subcode, text, 0, 0, IsTransient: false);

    internal static ErrorRule Status(int first, int last) => new(null, null, null, null, first, last, IsTransient: false);

    internal static ErrorRule CalledTransient() => new(null, null, null, null, 0, 0, IsTransient: true);

    internal ErrorRule Means(GraphErrorKind kind, bool isFinal = false) => this with { Kind = kind, IsFinal = isFinal };

    internal bool Takes(GraphError error) =>
        (FirstCode is null || (error.Code >= FirstCode && error.Code <= LastCode))
        && (Subcode is null || error.Subcode == Subcode)
        && (FirstStatus == 0 || (error.HttpStatus >= FirstStatus && error.HttpStatus <= LastStatus))
        && (!IsTransient || error.IsTransient)
        && (Text is null || Has(error.Message) || Has(error.UserMessage));

    private bool Has(string? text) => text?.Contains(Text!, StringComparison.OrdinalIgnoreCase) == true;
}
