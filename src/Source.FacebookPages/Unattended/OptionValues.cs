using System.Globalization;
using Airbyte.Cdk;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Unattended;

/// <summary>Reads the values of a command's options. All mistakes are collected, and told at once by <see cref="Check"/>.</summary>
internal sealed class OptionValues(AnswerContext context)
{
    private readonly List<string> _mistakes = [];

    /// <summary>The value of an option that the command line has made sure of.</summary>
    public string Required(Option option) => context.ValueOf(option)!;

    /// <summary>The connection's name.</summary>
    public string Connection()
    {
        var text = Required(RunOptions.Connection);
        if (!ConnectionId.Rule.Allows(text))
        {
            _mistakes.Add($"{RunOptions.Connection.Name} must be {ConnectionId.Rule.Allowed}.");
        }

        return text;
    }

    /// <summary>A place to keep things.</summary>
    public StorageAddress? Place(Option option)
    {
        var place = StorageAddress.TryParse(Required(option));
        if (place is null)
        {
            _mistakes.Add($"{option.Name} must be {StorageAddress.Allowed}.");
        }

        return place;
    }

    /// <summary>A whole number from 1 to <paramref name="most"/>; null when the option is not given.</summary>
    public int? Number(Option option, int most)
    {
        if (context.ValueOf(option) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        _mistakes.Add($"{option.Name} must be a whole number from 1 to {most}.");
        return null;
    }

    /// <summary>A shard; null when the option is not given.</summary>
    public PagesShard? Shard()
    {
        if (context.ValueOf(RunOptions.PagesShard) is not { } text)
        {
            return null;
        }

        var shard = PagesShard.TryParse(text);
        if (shard is null)
        {
            _mistakes.Add($"{RunOptions.PagesShard.Name} must be {PagesShard.Rule.Allowed}.");
        }

        return shard;
    }

    /// <summary>Notes that two options exclude each other.</summary>
    public void NotBoth(Option one, Option other)
    {
        if (context.ValueOf(one) is not null && context.ValueOf(other) is not null)
        {
            _mistakes.Add($"{one.Name} and {other.Name} exclude each other.");
        }
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="ConnectorException">There were mistakes.</exception>
    public void Check()
    {
        if (_mistakes.Count > 0)
        {
            throw new ConnectorException(Airbyte.Protocol.FailureType.ConfigError, string.Join(' ', _mistakes));
        }
    }
}
