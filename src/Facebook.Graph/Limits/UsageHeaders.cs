using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Facebook.Graph;

/// <summary>Reads the headers in which Facebook tells how much of its limits is used up. Broken ones are as good as missing.</summary>
internal static class UsageHeaders
{
    // Nothing Facebook announces is longer; a larger number is a defect.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Reads all of them; <paramref name="now"/> turns a date in Retry-After into a time to wait.</summary>
    internal static UsageReport Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var app = Documents(headers, "X-App-Usage", UsageOf).Max();
        var page = Documents(headers, "X-Page-Usage", UsageOf).Max();
        var business = Documents(headers, "X-Business-Use-Case-Usage", BusinessEntries).SelectMany(entries => entries ?? []).ToArray();
        var retryAfter = RetryAfter(headers, now);
        return app is null && page is null && business.Length == 0 && retryAfter is null ? UsageReport.None : new UsageReport(app, page, business, retryAfter);
    }

    private static List<T?> Documents<T>(HttpResponseHeaders headers, string name, Func<JsonElement, T?> read)
    {
        var values = new List<T?>();
        if (headers.TryGetValues(name, out var texts))
        {
            foreach (var text in texts)
            {
                try
                {
                    using var document = JsonDocument.Parse(text);
                    values.Add(read(document.RootElement));
                }
                catch (JsonException)
                {
                    // Cut off or garbled: unknown.
                }
            }
        }

        return values;
    }

    private static double? UsageOf(JsonElement usage)
    {
        double? highest = null;
        foreach (var name in (ReadOnlySpan<string>)["call_count", "total_time", "total_cputime"])
        {
            if (usage.Number(name) is { } percent && percent >= 0 && (highest is null || percent > highest))
            {
                highest = percent;
            }
        }

        return highest;
    }

    private static BusinessUsage[]? BusinessEntries(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return [.. root.EnumerateObject().SelectMany(member => member.Value.ValueKind == JsonValueKind.Array
            ? member.Value.EnumerateArray().Select(entry => BusinessEntry(member.Name, entry))
            : [BusinessEntry(member.Name, member.Value)])];
    }

    private static BusinessUsage BusinessEntry(string id, JsonElement entry)
    {
        var minutes = entry.Number("estimated_time_to_regain_access");
        return new BusinessUsage(id, entry.Text("type"), UsageOf(entry) ?? 0, minutes > 0 ? Bounded(minutes.Value * 60) : null);
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            return null;
        }

        foreach (var text in values)
        {
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds))
            {
                return seconds > 0 ? Bounded(seconds) : null;
            }

            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            {
                return date > now ? Bounded((date - now).TotalSeconds) : null;
            }
        }

        return null;
    }

    private static TimeSpan Bounded(double seconds) => seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
}
