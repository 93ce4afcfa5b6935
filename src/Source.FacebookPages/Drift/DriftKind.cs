namespace Source.FacebookPages.Drift;

/// <summary>What has changed.</summary>
internal enum DriftKind
{
    /// <summary>This version or configuration has a field that the registered schema has not.</summary>
    FieldAdded,

    /// <summary>The registered schema has a field that this version or configuration has not.</summary>
    FieldRemoved,

    /// <summary>A field has another type than registered.</summary>
    FieldChanged,

    /// <summary>A metric is read that was not.</summary>
    MetricAdded,

    /// <summary>A metric is not read any more.</summary>
    MetricRemoved,

    /// <summary>What is known of a metric (form, unit, keys …) is not what is registered.</summary>
    MetricChanged,

    /// <summary>A breakdown has a key that is not known.</summary>
    UnknownKey,

    /// <summary>A value has another form than it should: a number became a map, or the other way round.</summary>
    ValueForm,

    /// <summary>A field of a Page, or a part of a breakdown, has another type than its schema.</summary>
    FieldType,

    /// <summary>A metric that had values has none any more, while others have.</summary>
    MetricSilent,

    /// <summary>A metric is refused that was taken.</summary>
    MetricRefused,

    /// <summary>Another version of the API answers than before.</summary>
    ApiVersion,
}
