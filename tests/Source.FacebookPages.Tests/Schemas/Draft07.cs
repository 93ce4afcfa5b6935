namespace Source.FacebookPages.Tests.Schemas;

/// <summary>The part of the draft-07 meta-schema that says what the keywords of our schemas may hold.</summary>
internal static class Draft07
{
    public const string Text = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "definitions": {
            "simpleTypes": {"type": "string", "enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
            "types": {"type": "array", "items": {"$ref": "#/definitions/simpleTypes"}, "minItems": 1, "uniqueItems": true}
          },
          "type": "object",
          "properties": {
            "$schema": {"type": "string"},
            "description": {"type": "string"},
            "type": {"anyOf": [{"$ref": "#/definitions/simpleTypes"}, {"$ref": "#/definitions/types"}]},
            "format": {"type": "string"},
            "airbyte_type": {"type": "string"},
            "x-metrics": {"type": "object", "additionalProperties": {"type": "object"}},
            "additionalProperties": {"type": "boolean"},
            "items": {"$ref": "#"},
            "properties": {"type": "object", "additionalProperties": {"$ref": "#"}}
          },
          "additionalProperties": false
        }
        """;
}
