using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Deploy.Tests.Templates;

/// <summary>
/// AWS's own linter (https://github.com/aws-cloudformation/cfn-lint) has the schemas of all resource types with it and needs no network. Reading them takes it seconds, so it gets many templates at a time. It
/// looks into a state machine only once nothing in the definition is left to be substituted, so it gets the templates in that form too.
/// </summary>
public sealed class CfnLintTests
{
    private static readonly IReadOnlyList<string> WithStateMachine = ["lambda.yaml", "fleet.yaml"];

    [Fact]
    public async Task It_finds_nothing()
    {
        var (code, output) = await LintAsync([
            .. TemplateFile.Names.Select(row => (row.Data, TemplateFile.Text(row.Data))),
            .. WithStateMachine.Select(name => ($"definition-of-{name}", WithDefinition(name, text => text))),
        ]);

        Assert.Equal((0, ""), (code, output));
    }

    [Fact]
    public async Task It_does_look_into_the_state_machines()
    {
        var (code, output) = await LintAsync([
            ("lambda.yaml", WithDefinition("lambda.yaml", text => text.Replace("\"SecondsPath\"", "\"SecondPath\"", StringComparison.Ordinal))),
            ("fleet.yaml", WithDefinition("fleet.yaml", text => text.Replace("\"ItemsPath\"", "\"ItemPath\"", StringComparison.Ordinal))),
        ]);

        Assert.NotEqual(0, code);
        Assert.All(WithStateMachine, name => Assert.Matches($@"E3601.*\n.*\b{Regex.Escape(name)}:\d", output));
    }

    private static string WithDefinition(string name, Func<string, string> edit)
    {
        var text = TemplateFile.Text(name);
        var definition = edit(new Stack(Template.Parse(text)).Definition().ToJsonString()).Replace("'", "''", StringComparison.Ordinal);
        return Regex.Replace(text, @"DefinitionString: \|\n(?: {8}.*\n)+", _ => $"DefinitionString: '{definition}'\n", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static async Task<(int Code, string Output)> LintAsync(IReadOnlyList<(string Name, string Text)> templates)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("cfn-lint-");
        try
        {
            foreach (var (name, text) in templates)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text, cancellation);
            }

            // Substitutions that a written-out definition no longer needs are what W1 and W3 are about.
            using var lint = Process.Start(new ProcessStartInfo("cfn-lint", ["--ignore-checks", "W", "--template", .. templates.Select(template => template.Name)])
            {
                WorkingDirectory = folder.FullName,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
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
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
