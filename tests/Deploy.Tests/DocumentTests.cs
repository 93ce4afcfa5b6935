using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Tests.Templates;

namespace Deploy.Tests;

/// <summary>What <c>docs/aws.md</c> says is so.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = File.ReadAllText(TemplateFile.PathOf("docs", "aws.md"));

    [Fact]
    public void It_deploys_every_template_with_parameters_that_exist_and_all_that_are_needed()
    {
        var commands = Blocks("sh").SelectMany(block => block.Replace("\\\n", "", StringComparison.Ordinal).Split('\n')).Where(line => line.Contains("cloudformation deploy", StringComparison.Ordinal)).ToList();
        Assert.Equal(TemplateFile.Names.Select(row => row.Data), commands.Select(TemplateOf).Order(StringComparer.Ordinal));
        foreach (var command in commands)
        {
            var parameters = TemplateFile.Load(TemplateOf(command)).Parameters;
            var given = Override().Matches(command).Select(match => match.Groups["name"].Value).ToList();
            Assert.All(given, name => Assert.True(parameters.ContainsKey(name), $"{TemplateOf(command)} has no parameter {name}."));
            Assert.All(parameters.Where(pair => pair.Value!["Default"] is null), pair => Assert.Contains(pair.Key, given));

            // The only kind of rights that has to be acknowledged is that of roles and policies.
            Assert.Equal(TemplateFile.Text(TemplateOf(command)).Contains("AWS::IAM::", StringComparison.Ordinal), command.Contains("CAPABILITY_IAM", StringComparison.Ordinal));
        }

        static string TemplateOf(string command) => TemplatePath().Match(command).Groups["name"].Value;
    }

    [Fact]
    public void The_outputs_that_it_asks_for_exist()
    {
        var outputs = TemplateFile.Names.Where(row => row.Data != "network.yaml").Select(row => TemplateFile.Load(row.Data).Outputs).ToList();
        var asked = Output().Matches(Document).Select(match => (Function: match.Groups["function"].Value, Name: match.Groups["name"].Value)).ToList();
        Assert.Contains(("output", "StateRegistry"), asked);
        Assert.All(asked, ask => Assert.True(
            ask.Function == "network" ? TemplateFile.Load("network.yaml").Outputs.ContainsKey(ask.Name) : outputs.Any(output => output.ContainsKey(ask.Name)),
            ask.Name));
        Assert.All(outputs, output => Assert.True(output.ContainsKey("StateRegistry") && output.ContainsKey("Output") && output.ContainsKey("LogGroupName")));
    }

    [Fact]
    public void The_settings_that_it_names_exist()
    {
        var known = TemplateFile.Names.SelectMany(row => TemplateFile.Load(row.Data).Parameters.Select(pair => pair.Key)).ToHashSet(StringComparer.Ordinal);
        Assert.All(Setting().Matches(Document).Select(match => match.Groups["name"].Value), name => Assert.Contains(name, known));
    }

    [Fact]
    public void Its_table_of_alarms_is_complete()
    {
        var alarms = TemplateFile.Names.SelectMany(row => TemplateFile.Load(row.Data).Resources).Where(pair => pair.Value!["Type"]!.GetValue<string>() == "AWS::CloudWatch::Alarm").Select(pair => pair.Key);
        Assert.Equal(alarms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), AlarmRow().Matches(Document).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_configurations_are_JSON() => Assert.All(Blocks("json"), block => Assert.NotNull(JsonNode.Parse(block)!["credentials"]!["auth_type"]));

    [Fact]
    public async Task Its_commands_are_commands_of_a_shell()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-n"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true })!;
        await shell.StandardInput.WriteAsync(string.Concat(Blocks("sh")).AsMemory(), cancellation);
        shell.StandardInput.Close();
        Assert.Empty(await shell.StandardError.ReadToEndAsync(cancellation));
        await shell.WaitForExitAsync(cancellation);
        Assert.Equal(0, shell.ExitCode);
    }

    private static List<string> Blocks(string language) => [.. Block().Matches(Document).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value)];

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"--template-file deploy/(?<name>[a-z]+\.yaml)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TemplatePath();

    [GeneratedRegex(" (?<name>[A-Z][A-Za-z]+)=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Override();

    [GeneratedRegex(@"(\$\(|^)(?<function>output|network) (?<name>[A-Z][A-Za-z]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Output();

    // `Name=value` in the text, and names of parameters alone where they are spoken of.
    [GeneratedRegex("[` ](?<name>[A-Z][a-z]+[A-Z][A-Za-z]+)=|`(?<name>KmsKeyArn|SecretArn|VpcId|SilenceDays|LogRetentionDays|MaxRounds|MemorySize|ConfigObject)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\| `(?<name>[A-Z][A-Za-z]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlarmRow();
}
