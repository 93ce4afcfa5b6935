using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Deploy.Tests.Templates;

/// <summary>
/// AWS's own linter (https://github.com/aws-cloudformation/cfn-lint) has the schemas of all resource types with it and needs no network. It looks into a state machine only
/// once nothing in the definition is left to be substituted, so it gets the templates in that form too.
/// </summary>
public sealed class CfnLintTests
{
    public static TheoryData<string> Names => TemplateFile.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_finds_nothing(string name) => Assert.Equal((0, ""), await LintAsync(TemplateFile.Text(name)));

    [Theory]
    [InlineData("lambda.yaml")]
    [InlineData("fleet.yaml")]
    public async Task It_finds_nothing_in_the_state_machine(string name) => Assert.Equal((0, ""), await LintAsync(WithDefinition(name, text => text)));

    [Theory]
    [InlineData("lambda.yaml", "\"SecondsPath\"", "\"SecondPath\"")]
    [InlineData("fleet.yaml", "\"ItemsPath\"", "\"ItemPath\"")]
    public async Task It_does_look_into_the_state_machine(string name, string old, string replacement)
    {
        var (code, output) = await LintAsync(WithDefinition(name, text => text.Replace(old, replacement, StringComparison.Ordinal)));
        Assert.NotEqual(0, code);
        Assert.Contains("E3601", output, StringComparison.Ordinal);
    }

    private static string WithDefinition(string name, Func<string, string> edit)
    {
        var text = TemplateFile.Text(name);
        var definition = edit(new Stack(Template.Parse(text)).Definition().ToJsonString()).Replace("'", "''", StringComparison.Ordinal);
        return Regex.Replace(text, @"DefinitionString: \|\n(?: {8}.*\n)+", _ => $"DefinitionString: '{definition}'\n", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static async Task<(int Code, string Output)> LintAsync(string template)
    {
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            // Substitutions that a written-out definition no longer needs are what W1 and W3 are about.
            using var lint = Process.Start(new ProcessStartInfo("cfn-lint", ["--ignore-checks", "W"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            await lint.StandardInput.WriteAsync(template.AsMemory(), cancellation);
            lint.StandardInput.Close();
            var error = lint.StandardError.ReadToEndAsync(cancellation);
            var output = await lint.StandardOutput.ReadToEndAsync(cancellation);
            await lint.WaitForExitAsync(cancellation);
            return (lint.ExitCode, (output + await error).Trim());
        }
        catch (Win32Exception)
        {
            Assert.Skip("cfn-lint is not installed (pip install cfn-lint).");
            throw;
        }
    }
}
