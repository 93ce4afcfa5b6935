using System.Text.Json;

namespace Source.FacebookPages.Metrics;

/// <summary>The forms in words, and how to tell them.</summary>
internal static class ValueForms
{
    /// <summary>The form of a JSON value.</summary>
    public static ValueForm Of(JsonTokenType first) => first switch
    {
        JsonTokenType.Number => ValueForm.Number,
        JsonTokenType.StartObject => ValueForm.Map,
        JsonTokenType.StartArray => ValueForm.List,
        _ => ValueForm.Text,
    };

    /// <summary>The word, as messages and the registry have it.</summary>
    public static string Name(this ValueForm form) => form switch
    {
        ValueForm.Number => "number",
        ValueForm.Map => "map",
        ValueForm.List => "list",
        _ => "text",
    };
}
