using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Pages;

/// <summary>The record of one Page in the stream <c>pages</c>: its fields under Graph's own names, never a token.</summary>
internal sealed class PagePartition(PageCaller caller, Page page, string stream, PageFieldSet fields, bool failOnLoss, RunReport report, Sightings sightings, ILogger log) : IPartition
{
    // `tasks` exists on the lists of Pages only, `id` comes always and is written as page_id.
    private static readonly string[] NotAskedFor = ["tasks", "id", "page_id", "access_token"];

    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private GraphException? _refusal;

    /// <inheritdoc/>
    public string Key => page.Id;

    /// <inheritdoc/>
    public KeyValuePair<string, string>? LogScope => LogScopes.OfPage(page.Id);

    /// <inheritdoc/>
    public async Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken)
    {
        RecordBatch batch;
        try
        {
            batch = await FetchAsync(output, cancellationToken);
        }
        catch (PageLostException lost) when (!failOnLoss)
        {
            // The row must not vanish from the table because of one Page; what the list of Pages said of it is still true.
            log.LogWarning("{Loss} The stream pages has only what the list of Pages says of it.", lost.Message);
            batch = Write((json, _) => WriteListed(json));
        }
        catch (PageLostException lost)
        {
            report.PageFailed(page.Id);
            throw new ConnectorException(FailureType.ConfigError, lost.Message, $"page_id={page.Id} {GraphFailures.CodePairs(lost.Error)}", lost)
            {
                Details = new ReadFailureDetails(page.Id, lost.Error),
            };
        }
        catch (GraphException exception) when (exception.HeldUntil is not null)
        {
            throw GraphFailures.Deferral(exception, $"{page}");
        }
        catch (GraphException exception)
        {
            report.PageFailed(page.Id);
            throw new ConnectorException(
                GraphFailures.TypeOf(exception.Kind),
                $"{page}: its fields could not be read, after {exception.Attempts} attempt(s): {GraphFailures.Describe(exception.Error)} {GraphFailures.Remedy(exception)}",
                $"page_id={page.Id} fields={string.Join(',', Wanted())} attempts={exception.Attempts} {GraphFailures.CodePairs(exception.Error)} {GraphFailures.Internal(exception)}",
                exception)
            {
                Details = new ReadFailureDetails(page.Id, exception.Error),
            };
        }

        await output.EmitAsync(batch, cancellationToken);
        report.PageRead(page.Id);
    }

    private async Task<RecordBatch> FetchAsync(IPartitionOutput output, CancellationToken cancellationToken)
    {
        while (true)
        {
            var names = Wanted();
            if (await TryAsync(names, output, cancellationToken) is { } batch)
            {
                return batch;
            }

            Refuse(await FindRefusedAsync(names, output, cancellationToken));
        }
    }

    private IReadOnlyList<string> Wanted() => [.. fields.Current.Where(field => !_refused.Contains(field) && !NotAskedFor.Contains(field))];

    // Null when one of the fields does not exist; _refusal tells which, if Facebook does.
    private async Task<RecordBatch?> TryAsync(IReadOnlyList<string> names, IPartitionOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var batch = await caller.CallAsync(
                page,
                token => new GraphRequest(page.Id)
                {
                    Token = token,
                    PageId = page.Id,
                    Parameters = [new("fields", names.Count == 0 ? "id" : string.Join(',', names))],
                    RateLimitObserver = new RateLimitRelay(output),
                },
                answer => Read(answer, names),
                cancellationToken);
            fields.Take(names);
            return batch;
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.UnknownField && names.Count > 0)
        {
            _refusal = exception;
            return null;
        }
    }

    // Facebook names the field as a rule. Where it does not, or names it by another name, halving finds it.
    private async Task<string> FindRefusedAsync(IReadOnlyList<string> names, IPartitionOutput output, CancellationToken cancellationToken)
    {
        while (names.Count > 1)
        {
            if (_refusal?.Field is { } named && names.Contains(named))
            {
                return named;
            }

            IReadOnlyList<string> half = [.. names.Take(names.Count / 2)];
            if (await TryAsync(half, output, cancellationToken) is { } batch)
            {
                batch.Dispose();
                half = [.. names.Skip(half.Count)];
            }

            names = half;
        }

        return names[0];
    }

    private void Refuse(string field)
    {
        _refused.Add(field);
        fields.Refuse(field, page);
    }

    private RecordBatch Read(ReadOnlySpan<byte> answer, IReadOnlyList<string> names)
    {
        var reader = new Utf8JsonReader(answer);
        using var document = JsonDocument.ParseValue(ref reader);
        var node = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("A Page is an object.");
        return Write((json, changes) =>
        {
            foreach (var property in node.EnumerateObject())
            {
                // The name as a string would throw where the answer is no valid UTF-8.
                if (names.FirstOrDefault(property.NameEquals) is { } name)
                {
                    json.WritePropertyName(name);
                    new FittingCopy(changes).Write(property.Value, PageFields.Find(name)?.Shape ?? JsonShape.Unknown, name, json);
                }
            }
        });
    }

    // The value stands beside the record, and the log says it once for all Pages.
    private void Tell(RecordChange change) => sightings.Deviates(new Deviation(DriftKind.FieldType, $"{stream} {change.Field}", $"{FormOf(change.Value)} instead of what its schema says"), page.Id);

    private static string FormOf(string json) => json[0] switch
    {
        '{' => "an object",
        '[' => "a list",
        '"' => "a text",
        't' or 'f' => "true or false",
        _ => "a number",
    };

    private void WriteListed(Utf8JsonWriter json)
    {
        if (page.Name is not null && fields.Current.Contains("name"))
        {
            json.WriteString("name", page.Name);
        }
    }

    private RecordBatch Write(Action<Utf8JsonWriter, List<RecordChange>> writeFields)
    {
        List<RecordChange> changes = [];
        var batch = new RecordBatch(stream);
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteString("page_id", page.Id);
        writeFields(json, changes);
        if (page.Tasks is { } tasks && fields.Current.Contains("tasks"))
        {
            json.WriteStartArray("tasks");
            foreach (var task in tasks)
            {
                json.WriteStringValue(task);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        batch.EndRecord(changes);
        changes.ForEach(Tell);
        return batch;
    }
}
