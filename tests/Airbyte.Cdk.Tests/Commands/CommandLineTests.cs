namespace Airbyte.Cdk.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("spec", "spec")]
    [InlineData("spec --debug", "spec --debug")]
    [InlineData("--debug spec", "spec --debug")]
    [InlineData("check --config c", "check --config=c")]
    [InlineData("check --config=c", "check --config=c")]
    [InlineData("--config c check", "check --config=c")]
    [InlineData("--config=c check", "check --config=c")]
    [InlineData("--debug --config c check", "check --config=c --debug")]
    [InlineData("check --conf c", "check --config=c")]
    [InlineData("check --conf=c", "check --config=c")]
    [InlineData("discover --config c --deb", "discover --config=c --debug")]
    [InlineData("discover --config=a=b", "discover --config=a=b")]
    [InlineData("discover --config=", "discover --config=")]
    [InlineData("discover --config a --config b", "discover --config=b")]
    [InlineData("read --config c --catalog k", "read --catalog=k --config=c")]
    [InlineData("read --catalog k --config c --state s", "read --catalog=k --config=c --state=s")]
    [InlineData("read --cat k --conf c --st s", "read --catalog=k --config=c --state=s")]
    [InlineData("--state s --catalog k read --config c", "read --catalog=k --config=c --state=s")]
    [InlineData("read --config c --catalog k --manifest-path m --components-path p", "read --catalog=k --components-path=p --config=c --manifest-path=m")]
    [InlineData("check --config spec", "check --config=spec")]
    [InlineData("--config spec check", "check --config=spec")]
    [InlineData("check --config -", "check --config=-")]
    public void It_understands(string arguments, string expected)
    {
        var line = Parse(arguments);

        Assert.Null(line.Mistake);
        var options = line.Values.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => value.Key == "--debug" ? " --debug" : $" {value.Key}={value.Value}");
        Assert.Equal(expected, line.Command!.Name + string.Concat(options));
        Assert.Equal(expected.EndsWith("--debug", StringComparison.Ordinal), line.Debug);
    }

    [Theory]
    [InlineData("", "No command is given.")]
    [InlineData("--debug", "No command is given.")]
    [InlineData("--config c", "No command is given.")]
    [InlineData("write", "The command must be one of spec, check, discover, read.")]
    [InlineData("SPEC", "The command must be one of spec, check, discover, read.")]
    [InlineData("c --config check", "The command must be one of spec, check, discover, read.")]
    [InlineData("check", "The command check needs --config.")]
    [InlineData("discover --debug", "The command discover needs --config.")]
    [InlineData("read", "The command read needs --config and --catalog.")]
    [InlineData("read --config c", "The command read needs --catalog.")]
    [InlineData("read --catalog k --state s", "The command read needs --config.")]
    [InlineData("check --config", "The option --config needs a value.")]
    [InlineData("check --config --debug", "The option --config needs a value.")]
    [InlineData("read --config --catalog k", "The option --config needs a value.")]
    [InlineData("--config check", "No command is given.")]
    [InlineData("spec --config c", "The command spec has no option --config.")]
    [InlineData("check --config c --catalog k", "The command check has no option --catalog.")]
    [InlineData("check --config c --state s", "The command check has no option --state.")]
    [InlineData("check --config c --verbose", "The command check has no option --verbose.")]
    [InlineData("check --config c -v", "The command check has no option -v.")]
    [InlineData("check --config c --", "The command check has no option --.")]
    [InlineData("check --CONFIG c", "The command check has no option --CONFIG.")]
    [InlineData("read --c x", "The option --c is ambiguous: --config, --catalog, --components-path.")]
    [InlineData("read --co x", "The option --co is ambiguous: --config, --components-path.")]
    [InlineData("spec --debug=yes", "The option --debug takes no value.")]
    [InlineData("spec extra", "Argument 2 is unexpected: every value belongs behind an option.")]
    [InlineData("check --config c d", "Argument 4 is unexpected: every value belongs behind an option.")]
    [InlineData("check discover --config c", "Argument 2 is unexpected: every value belongs behind an option.")]
    public void It_says_what_is_wrong(string arguments, string mistake)
    {
        var line = Parse(arguments);

        Assert.Equal(mistake, line.Mistake);
        Assert.Null(line.Command);
        Assert.False(line.Help);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("read --help")]
    [InlineData("--h read")]
    [InlineData("read --config c -h")]
    [InlineData("nonsense --help")]
    public void Help_wins_over_everything(string arguments) => Assert.True(Parse(arguments).Help);

    [Fact]
    public void A_mistake_never_repeats_a_value_that_might_be_secret()
    {
        foreach (var arguments in new[] { "EAABtoken", "spec EAABtoken", "check --token=EAABtoken", "check --config c EAABtoken", "spec --debug=EAABtoken" })
        {
            Assert.DoesNotContain("EAABtoken", Parse(arguments).Mistake!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_usage_names_every_command_and_option_that_means_something()
    {
        var usage = Usage.Of("source-x", Command.All);

        Assert.Equal(
            """
            Usage:
              source-x spec
                  Show the specification of the configuration.
              source-x check    --config PATH
                  Try whether reading would work.
              source-x discover --config PATH
                  Show the streams that can be read.
              source-x read     --config PATH --catalog PATH [--state PATH]
                  Read the configured streams.

            Options:
              --debug           Log more.
              --help            Show this text.
              --config PATH     The configuration, a JSON file.
              --catalog PATH    The configured catalog, a JSON file.
              --state PATH      The state of the last read, a JSON file.

            Exit codes: 0 done, 1 failed (standard output says why), 2 wrong usage.

            """,
            usage);
    }

    private static CommandLine Parse(string arguments) =>
        CommandLine.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), Command.All);
}
