using System.Globalization;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Insights;
using GraphSimulator.Pages;
using GraphSimulator.Time;

namespace GraphSimulator.Edges;

/// <summary>Posts of a Page, a post, and its insights.</summary>
internal static class PostEdges
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "id", "message", "story", "created_time", "updated_time", "permalink_url", "status_type", "is_published", "shares", "attachments",
        "reactions", "comments", "from",
    };

    public static GraphAnswer List(SimulatedWorld world, GraphCall call, SimulatedPage page)
    {
        if (Check(call, page) is { } error)
        {
            return call.Fail(error);
        }

        if (int.TryParse(call.Parameters["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 100)
        {
            return call.Fail(GraphErrors.LimitTooHigh);
        }

        if (Between(world.Posts.Of(page.Id), call) is not { } posts)
        {
            return call.Fail(GraphErrors.BadTime);
        }

        posts = [.. posts.Where(p => call.Edge == "feed" || !p.ByOthers)];
        var (listing, badPaging) = Listing.Read(call, $"{page.Id}/{call.Edge}", posts.Count, world);
        if (badPaging is not null)
        {
            return call.Fail(badPaging);
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        json.Name("data");
        json.StartArray();
        foreach (var post in posts.Skip(listing!.Start).Take(listing.Count))
        {
            Write(json, call, post);
        }

        json.EndArray();
        listing.WritePaging(json);
        json.EndObject();
        return GraphAnswer.Json(json);
    }

    public static GraphAnswer Post(SimulatedWorld world, GraphCall call, string id)
    {
        if (world.Posts.Find(id) is not { } post || world.Pages.Find(post.PageId) is not { } page)
        {
            return call.Fail(GraphErrors.UnknownObject(id));
        }

        if (Check(call, page) is { } error)
        {
            return call.Fail(error);
        }

        if (call.Edge == "insights")
        {
            return Insights(call, post);
        }

        if (call.Edge.Length > 0)
        {
            return call.Fail(GraphErrors.UnknownPath(call.Edge));
        }

        var json = new GraphJsonWriter();
        Write(json, call, post);
        return GraphAnswer.Json(json);
    }

    private static GraphError? Check(GraphCall call, SimulatedPage page)
    {
        if ((PageGate.Check(call, page) ?? (call.Token!.HasScope("pages_read_engagement") ? null : GraphErrors.EndpointPermission)) is { } error)
        {
            return error;
        }

        foreach (var field in FieldSelection.Parse(call.Edge == "insights" ? null : call.Parameters["fields"]))
        {
            if (!Known.Contains(field.Name))
            {
                return GraphErrors.NoField(field.Name, "Post");
            }

            if (field.Name == "comments" && !call.Token!.HasScope("pages_read_user_content"))
            {
                return GraphErrors.EndpointPermission;
            }
        }

        return null;
    }

    private static List<SimulatedPost>? Between(IReadOnlyList<SimulatedPost> posts, GraphCall call)
    {
        var since = Border("since", DateTimeOffset.MinValue);
        var until = Border("until", DateTimeOffset.MaxValue);
        return since is null || until is null ? null : [.. posts.Where(p => p.CreatedAt >= since && p.CreatedAt < until)];

        DateTimeOffset? Border(string name, DateTimeOffset otherwise)
            => call.Parameters[name] is { Length: > 0 } text ? TimeArgument.Parse(text, call.Now)?.At : otherwise;
    }

    private static void Write(GraphJsonWriter json, GraphCall call, SimulatedPost post)
    {
        var fields = FieldSelection.Parse(call.Parameters["fields"] ?? "created_time,message,id");
        json.StartObject();
        foreach (var field in fields)
        {
            switch (field.Name)
            {
                case "message" when post.Message is not null:
                    json.Text("message", post.Message);
                    break;
                case "created_time" or "updated_time":
                    json.Text(field.Name, post.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss+0000", CultureInfo.InvariantCulture));
                    break;
                case "permalink_url":
                    json.Text("permalink_url", $"https://www.facebook.com/{post.Id.Replace('_', '/')}");
                    break;
                case "status_type":
                    json.Text("status_type", post.Message is null ? "added_photos" : "mobile_status_update");
                    break;
                case "is_published":
                    json.Boolean("is_published", value: true);
                    break;
                case "shares" when post.Shares > 0:
                    json.Name("shares");
                    json.StartObject();
                    json.Number("count", post.Shares);
                    json.EndObject();
                    break;
                case "reactions" or "comments":
                    WriteSummary(json, field.Name, post);
                    break;
            }
        }

        json.Text("id", post.Id);
        json.EndObject();
    }

    private static void WriteSummary(GraphJsonWriter json, string name, SimulatedPost post)
    {
        json.Name(name);
        json.StartObject();
        json.Name("data");
        json.StartArray();
        json.EndArray();
        json.Name("summary");
        json.StartObject();
        json.Number("total_count", (long)(ValueFormula.Hash($"{post.Id}|{name}") % 500));
        json.EndObject();
        json.EndObject();
    }

    private static GraphAnswer Insights(GraphCall call, SimulatedPost post)
    {
        var names = (call.Parameters["metric"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0)
        {
            return call.Fail(GraphErrors.NoMetric);
        }

        var today = PacificCalendar.DayOf(call.Now);
        var metrics = names.Select(MetricCatalog.Find).ToList();
        if (metrics.Exists(m => m is not { IsOfPosts: true } || !m.IsAlive(today, call.Version)))
        {
            return call.Fail(GraphErrors.BadMetric);
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        json.Name("data");
        json.StartArray();
        foreach (var metric in metrics)
        {
            WriteMetric(json, metric!, post, call);
        }

        json.EndArray();
        json.EndObject();
        return GraphAnswer.Json(json);
    }

    private static void WriteMetric(GraphJsonWriter json, MetricDefinition metric, SimulatedPost post, GraphCall call)
    {
        var created = PacificCalendar.DayOf(post.CreatedAt);
        json.StartObject();
        json.Text("name", metric.Name);
        json.Text("period", "lifetime");
        json.Name("values");
        json.StartArray();
        if (call.Parameters["period"] is null or "lifetime")
        {
            var series = MetricSeries.Compute(metric, post.Id, Period.Day, created, created, DataAge.Final);
            json.StartObject();
            json.Name("value");
            PointValue.Write(json, metric, series[0]);
            json.EndObject();
        }

        json.EndArray();
        json.Text("title", "Lifetime " + metric.Name);
        json.Text("description", "Lifetime: " + metric.Description);
        json.Text("id", $"{post.Id}/insights/{metric.Name}/lifetime");
        json.EndObject();
    }
}
