using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>Outputs with something broken in them on purpose.</summary>
internal static class Damage
{
    /// <summary>The output with each message of a kind replaced by none, one or several.</summary>
    public static ConnectorOutput Each(ConnectorOutput output, string type, Func<JsonObject, IEnumerable<JsonObject>> change) => Write(
        output.ExitCode,
        output.Messages.SelectMany(message => message["type"]!.GetValue<string>() == type ? change(message.DeepClone().AsObject()) : [message]));

    /// <summary>The output with the first message of a kind changed in place.</summary>
    public static ConnectorOutput First(ConnectorOutput output, string type, Action<JsonObject> change, Func<JsonObject, bool>? which = null)
    {
        var done = false;
        return Each(output, type, message =>
        {
            if (!done && (which is null || which(message)))
            {
                done = true;
                change(message);
            }

            return [message];
        });
    }

    /// <summary>The same of the first record of a stream; what is changed is its data.</summary>
    public static ConnectorOutput Record(ConnectorOutput output, string stream, Action<JsonObject> change) => First(
        output, "RECORD", message => change(message["record"]!["data"]!.AsObject()), message => message["record"]!["stream"]!.GetValue<string>() == stream);

    /// <summary>A document with a change in it.</summary>
    public static JsonObject Document(JsonObject original, Action<JsonObject> change)
    {
        var copy = original.DeepClone().AsObject();
        change(copy);
        return copy;
    }

    private static ConnectorOutput Write(int exitCode, IEnumerable<JsonObject> messages) =>
        new(exitCode, Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message.ToJsonString() + "\n"))), "");
}
