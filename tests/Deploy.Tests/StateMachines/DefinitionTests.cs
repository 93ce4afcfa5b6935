using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

public sealed class DefinitionTests
{
    [Theory]
    [InlineData("lambda.yaml", "true")]
    [InlineData("lambda.yaml", "false")]
    [InlineData("fleet.yaml", "true")]
    [InlineData("fleet.yaml", "false")]
    public void Every_state_is_reached_and_leads_to_an_end(string template, string failOnIncomplete) =>
        Assert.Empty(DefinitionRules.Violations(new Stack(TemplateFile.Load(template), ("FailOnIncomplete", failOnIncomplete)).Definition()));

    [Theory]
    [InlineData("lambda.yaml", "\"Next\": \"HasMore\"", "\"Next\": \"HasMoer\"", "The state 'HasMoer' does not exist.")]
    [InlineData("lambda.yaml", "\"StartAt\": \"Running\"", "\"StartAt\": \"FirstRound\"", "The state 'Running' is never reached.")]
    [InlineData("lambda.yaml", "\"Default\": \"AnotherRunGoesOn\"", "\"Default\": \"FirstRound\"", "The state 'AnotherRunGoesOn' is never reached.")]
    [InlineData("lambda.yaml", "\"Next\": \"NextRound\"}", "\"Next\": \"Wait\"}", "From the state 'Wait' there is no way to an end.")]
    [InlineData("lambda.yaml", "              \"Default\": \"Failed\"", "              \"Comment\": \"none\"", "The choice 'HasMore' has no Default.")]
    [InlineData("fleet.yaml", ", \"status\": \"ended\"}, \"End\": true}", ", \"status\": \"ended\"}}", "The state 'EndedOnFargate' has neither or both of Next and End.")]
    [InlineData("fleet.yaml", "\"ResultPath\": \"$.error\", \"Next\": \"Broken\"", "\"ResultPath\": \"$.error\", \"Next\": \"Brokn\"", "The state 'Brokn' does not exist.")]
    [InlineData("fleet.yaml", "\"Next\": \"SomeIncomplete\"", "\"Next\": \"SomeFailed\"", "The state 'SomeIncomplete' is never reached.")]
    public void Damage_is_noticed(string template, string old, string replacement, string violation) =>
        Assert.Contains(violation, DefinitionRules.Violations(new Stack(TemplateFile.Damaged(template, old, replacement)).Definition()));
}
