using GraphSimulator.Pages;

namespace GraphSimulator.Limits;

/// <summary>Prints the usage headers. Whole percent; nothing at all while under one percent.</summary>
internal static class UsageHeaders
{
    public static KeyValuePair<string, string>? Of(UsageKind kind, string id, SimulatedPage? page, UsageReading reading, UsageHeaderForm form)
    {
        if (reading.Percent < 1 || kind == UsageKind.User || form.HasFlag(UsageHeaderForm.Missing))
        {
            return null;
        }

        var calls = (int)reading.Percent;
        var (time, cpu) = (calls * 41 / 100, calls * 40 / 100);
        var minutes = form.HasFlag(UsageHeaderForm.NoEstimate) ? 0 : (int)Math.Ceiling(reading.Regain.TotalMinutes);
        var (name, value) = kind switch
        {
            UsageKind.App => ("X-App-Usage", $$"""{"call_count":{{calls}},"total_time":{{time}},"total_cputime":{{cpu}}}"""),
            UsageKind.Page => ("X-Page-Usage", $$"""{"call_count":{{calls}},"total_cputime":{{cpu}},"total_time":{{time}}}"""),
            _ => ("X-Business-Use-Case-Usage", BusinessUseCase(KeyOf(id, page, form), calls, cpu, time, minutes)),
        };
        return new(
            form.HasFlag(UsageHeaderForm.LowerCaseNames) ? name.ToLowerInvariant() : name,
            form.HasFlag(UsageHeaderForm.BrokenJson) ? value[..(value.Length / 2)] : value);
    }

    private static string BusinessUseCase(string key, int calls, int cpu, int time, int minutes)
    {
        var usage = $"\"call_count\":{calls},\"total_cputime\":{cpu},\"total_time\":{time},\"estimated_time_to_regain_access\":{minutes}";
        return $$"""{"{{key}}":[{"type":"pages",{{usage}}}]}""";
    }

    private static string KeyOf(string id, SimulatedPage? page, UsageHeaderForm form)
        => form.HasFlag(UsageHeaderForm.KeyedByBusiness) ? page?.OwnedByBusiness ?? "300000000000009" : id;
}
