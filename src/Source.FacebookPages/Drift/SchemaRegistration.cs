using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Registry;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Drift;

/// <summary>Registers the schemas that a run reads with, and tells what is not as it is registered. Before the first record, so that whoever must not have another schema gets no record of it.</summary>
/// <param name="registry">Where.</param>
/// <param name="config">The user's settings.</param>
/// <param name="today">The day of the run.</param>
/// <param name="log">Takes what is worth telling.</param>
internal sealed class SchemaRegistration(ISchemaRegistry registry, SchemaRegistryConfig config, DateOnly today, ILogger log)
{
    // Each failed try means that another run has succeeded.
    private const int MostTries = 20;

    /// <summary>Registers what is new or has changed.</summary>
    /// <returns>What has changed.</returns>
    /// <exception cref="ConnectorException">Something has changed and the user wants the run to fail then, or the registry can't be used.</exception>
    public async Task<IReadOnlyList<DriftEvent>> RunAsync(IReadOnlyList<SchemaFamily> families, CancellationToken cancellationToken)
    {
        List<(SchemaFamily Family, RegisteredSchema? Latest)> changed = [];
        List<DriftEvent> drifts = [];
        foreach (var family in families)
        {
            var (latest, changes) = await CompareAsync(family, cancellationToken);
            if (latest is null || changes is not null)
            {
                changed.Add((family, latest));
                drifts.AddRange(changes ?? []);
            }
        }

        if (config.OnDrift == OnDrift.Fail && drifts.Count > 0)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"The schemas are not those registered at {config}, and schema_registry.on_drift is fail, so nothing was read: {string.Join(" ", drifts.Select(drift => drift.Message))} "
                + "Set the configuration back, or run once with on_drift set to warn to register what is new.");
        }

        foreach (var (family, latest) in changed)
        {
            await RegisterAsync(family, latest, cancellationToken);
        }

        return drifts;
    }

    private string SubjectOf(SchemaFamily family) => config.SubjectPrefix + family.Name;

    // The changes are null where there are none.
    private async Task<(RegisteredSchema? Latest, IReadOnlyList<DriftEvent>? Changes)> CompareAsync(SchemaFamily family, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(family);
        if (await registry.FindLatestAsync(subject, cancellationToken) is not { } latest)
        {
            return (null, null);
        }

        using var current = JsonDocument.Parse(family.Schema);
        if (CanonicalJson.Fingerprint(current.RootElement) == CanonicalJson.Fingerprint(latest.Schema))
        {
            return (latest, null);
        }

        var objection = await registry.ObjectionToAsync(subject, family.Schema, cancellationToken);
        return (latest, [.. SchemaComparison.Compare(latest.Schema, current.RootElement).Select(change => Event(family, latest, change, objection))]);
    }

    private DriftEvent Event(SchemaFamily family, RegisteredSchema latest, SchemaChange change, string? objection)
    {
        var isCompatible = change.IsCompatible && objection is null;
        var what = change.Kind switch
        {
            DriftKind.FieldAdded => $"the field {change.What} ({change.Detail}) is new",
            DriftKind.FieldRemoved => $"the field {change.What} ({change.Detail}) is gone",
            DriftKind.FieldChanged => $"the field {change.What} has another type ({change.Detail})",
            DriftKind.MetricAdded => $"the metric {change.What} is new",
            DriftKind.MetricRemoved => $"the metric {change.What} is not read any more",
            _ => $"the metric {change.What} is described otherwise ({change.Detail})",
        };
        var verdict = isCompatible ? "compatible" : objection is null ? "not compatible: look at whoever uses it" : $"not compatible by the registry's rule: {objection}";
        return new DriftEvent(change.Kind, $"{family.Name} {change.What}", $"In the schema of {family.Name}, compared with version {latest.Version} in the registry, {what} since this run; {verdict}.", today)
        {
            IsCompatible = isCompatible,
        };
    }

    private async Task RegisterAsync(SchemaFamily family, RegisteredSchema? basis, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(family);
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                if (await registry.TryRegisterAsync(subject, family.Schema, basis, cancellationToken))
                {
                    log.LogInformation("Registered version {Version} of the schema {Subject} at {Address}.", (basis?.Version ?? 0) + 1, subject, config);
                    return;
                }

                // Another run, most likely with the same configuration, was faster.
                (basis, var changes) = await CompareAsync(family, cancellationToken);
                if (basis is not null && changes is null)
                {
                    return;
                }
            }
        }
        catch (SchemaRefusedException exception)
        {
            log.LogWarning(
                "The registry {Address} does not take the schema {Subject} as its next version: {Message}. The data is read with the new schema all the same. Change the subject's compatibility, or choose another schema_registry.subject_prefix.",
                config,
                subject,
                exception.Message);
            return;
        }

        throw new ConnectorException(FailureType.TransientError, $"The schema {subject} could not be registered at {config}: other runs keep registering others. Give connections with different settings different values of schema_registry.subject_prefix.");
    }
}
