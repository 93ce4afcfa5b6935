using System.Buffers.Binary;
using System.Net;
using System.Text.Json.Nodes;

namespace Deploy.Tests.Templates;

/// <summary>A template with values for its parameters, as CloudFormation would see it: conditions decided, functions carried out, names and ARNs as AWS would give them.</summary>
internal sealed class Stack
{
    public const string Account = "111122223333";
    public const string Region = "eu-west-1";
    public const string Name = "insights";
    public const string SecretArn = $"arn:aws:secretsmanager:{Region}:{Account}:secret:facebook/insights-AbCdEf";

    private static readonly JsonNode NoValue = JsonValue.Create("\0")!;

    private readonly Template _template;
    private readonly Dictionary<string, JsonNode> _parameters = new(StringComparer.Ordinal);

    /// <summary>Gives the parameters without a default a value that fits, and those that are named theirs.</summary>
    public Stack(Template template, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        _template = template;
        foreach (var (name, definition) in template.Parameters)
        {
            _parameters[name] = JsonValue.Create(definition!["Default"]?.ToString() ?? Sample(name));
        }

        foreach (var (name, value) in parameters)
        {
            Assert.True(_parameters.ContainsKey(name), $"There is no parameter {name}.");
            _parameters[name] = value;
        }
    }

    /// <summary>A resource's properties; null when its condition does not hold.</summary>
    public JsonObject? Properties(string id)
    {
        var resource = _template.Resource(id);
        return resource["Condition"] is { } condition && !Holds(condition.GetValue<string>()) ? null : Evaluate(resource["Properties"])?.AsObject() ?? [];
    }

    /// <summary>The ids of the resources that there are.</summary>
    public IReadOnlyList<string> Resources => [.. _template.Resources.Select(pair => pair.Key).Where(id => Properties(id) is not null)];

    /// <summary>The descriptions of the assertions among the template's rules that do not hold.</summary>
    public IReadOnlyList<string> BrokenRules() =>
    [
        .. _template.Rules
            .Where(rule => rule.Value!["RuleCondition"] is not { } condition || Evaluate(condition)!.GetValue<bool>())
            .SelectMany(rule => rule.Value!["Assertions"]!.AsArray())
            .Where(assertion => !Evaluate(assertion!["Assert"])!.GetValue<bool>())
            .Select(assertion => assertion!["AssertDescription"]!.GetValue<string>()),
    ];

    /// <summary>The value of an output.</summary>
    public string Output(string name) => Evaluate(_template.Outputs[name]!["Value"])!.GetValue<string>();

    /// <summary>The definition of the template's state machine, with its substitutions made.</summary>
    public JsonObject Definition()
    {
        var properties = Properties("StateMachine")!;
        var substitutions = properties["DefinitionSubstitutions"]!.AsObject();
        var text = Placeholders.Replace(
            properties["DefinitionString"]!.GetValue<string>(),
            name => substitutions[name]?.ToString() ?? throw new FormatException($"There is no substitution {name}."));
        return JsonNode.Parse(text)!.AsObject();
    }

    private static string Sample(string parameter) => parameter switch
    {
        "ImageUri" => $"{Account}.dkr.ecr.{Region}.amazonaws.com/data/insights:1.0",
        "SecretArn" => SecretArn,
        "AlarmTopicArn" => $"arn:aws:sns:{Region}:{Account}:alarms",
        "VpcId" => "vpc-1",
        "SubnetIds" => "subnet-1,subnet-2",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "No sample value."),
    };

    private bool Holds(string condition) => Evaluate(_template.Conditions[condition])!.GetValue<bool>();

    private JsonNode? Evaluate(JsonNode? node) => node switch
    {
        JsonObject map when map.Count == 1 && (map.First().Key is "Ref" || map.First().Key.StartsWith("Fn::", StringComparison.Ordinal)) => Function(map.First().Key, map.First().Value!),
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Evaluate(pair.Value))).Where(pair => pair.Value != NoValue)),
        JsonArray list => new JsonArray([.. list.Select(Evaluate).Where(item => item != NoValue)]),
        _ => node?.DeepClone(),
    };

    private JsonNode? Function(string name, JsonNode argument) => name switch
    {
        "Ref" => argument.GetValue<string>() is var id && id == "AWS::NoValue" ? NoValue : Reference(id),
        "Fn::GetAtt" => Attribute(argument[0]!.GetValue<string>(), argument[1]!.GetValue<string>()),
        "Fn::If" => Evaluate(argument[Holds(argument[0]!.GetValue<string>()) ? 1 : 2]),
        "Fn::Equals" => Evaluate(argument[0])!.ToString() == Evaluate(argument[1])!.ToString(),
        "Fn::Not" => !Evaluate(argument[0])!.GetValue<bool>(),
        "Fn::And" => argument.AsArray().All(item => Evaluate(item)!.GetValue<bool>()),
        "Fn::Or" => argument.AsArray().Any(item => Evaluate(item)!.GetValue<bool>()),
        "Fn::Join" => string.Join(argument[0]!.GetValue<string>(), JsonTree.Strings(Evaluate(argument[1]))),
        "Fn::Split" => new JsonArray([.. Evaluate(argument[1])!.ToString().Split(argument[0]!.GetValue<string>()).Select(part => JsonValue.Create(part))]),
        "Fn::Select" => Evaluate(argument[1])![(int)argument[0]!.GetValue<long>()]!.DeepClone(),
        "Fn::FindInMap" => _template.Root["Mappings"]![argument[0]!.GetValue<string>()]![Evaluate(argument[1])!.ToString()]![argument[2]!.GetValue<string>()]!.DeepClone(),
        "Fn::GetAZs" => new JsonArray($"{Region}a", $"{Region}b"),
        "Fn::Cidr" => Blocks(Evaluate(argument[0])!.ToString(), (int)argument[1]!.GetValue<long>(), (int)argument[2]!.GetValue<long>()),
        "Fn::Sub" => Substitute(argument),
        _ => throw new NotSupportedException(name),
    };

    // The first blocks of so many bits within a block.
    private static JsonArray Blocks(string block, int count, int bits)
    {
        var network = IPNetwork.Parse(block);
        var first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        Assert.True((long)count << bits <= 1L << (32 - network.PrefixLength), "The block is too small.");
        return [.. Enumerable.Range(0, count).Select(index => JsonValue.Create($"{new IPAddress(BinaryPrimitives.ReverseEndianness(first + ((uint)index << bits)))}/{32 - bits}"))];
    }

    private string Substitute(JsonNode argument)
    {
        var (text, own) = argument is JsonArray list ? (list[0]!.GetValue<string>(), list[1]!.AsObject()) : (argument.GetValue<string>(), []);
        return Placeholders.Replace(text, name => own.ContainsKey(name)
            ? Evaluate(own[name])!.ToString()
            : (name.Split('.') is [var id, var attribute] ? Attribute(id, attribute) : Reference(name)!.ToString()));
    }

    private JsonNode? Reference(string id) => id switch
    {
        "AWS::AccountId" => Account,
        "AWS::Partition" => "aws",
        "AWS::Region" => Region,
        "AWS::StackName" => Name,
        "AWS::URLSuffix" => "amazonaws.com",
        _ when _parameters.TryGetValue(id, out var value) => value.DeepClone(),
        _ => _template.TypeOf(id) switch
        {
            "AWS::S3::Bucket" => "created-bucket",
            "AWS::StepFunctions::StateMachine" or "AWS::ECS::TaskDefinition" or "AWS::IAM::ManagedPolicy" => Attribute(id, "Arn"),
            "AWS::Logs::LogGroup" => Properties(id)!["LogGroupName"]!.DeepClone(),
            _ => id,
        },
    };

    private string Attribute(string id, string attribute) => (_template.TypeOf(id), attribute) switch
    {
        ("AWS::Lambda::Function", "Arn") => $"arn:aws:lambda:{Region}:{Account}:function:{id}",
        ("AWS::StepFunctions::StateMachine", "Arn") => $"arn:aws:states:{Region}:{Account}:stateMachine:{id}",
        ("AWS::SQS::Queue", "Arn") => $"arn:aws:sqs:{Region}:{Account}:{id}",
        ("AWS::ECS::Cluster", "Arn") => $"arn:aws:ecs:{Region}:{Account}:cluster/{id}",
        ("AWS::ECS::TaskDefinition", "Arn") => $"arn:aws:ecs:{Region}:{Account}:task-definition/{Name}:1",
        ("AWS::IAM::Role", "Arn") => $"arn:aws:iam::{Account}:role/{id}",
        ("AWS::IAM::ManagedPolicy", "Arn") => $"arn:aws:iam::{Account}:policy/{id}",
        ("AWS::Events::Rule", "Arn") => $"arn:aws:events:{Region}:{Account}:rule/{id}",
        ("AWS::Logs::LogGroup", "Arn") => $"arn:aws:logs:{Region}:{Account}:log-group:{Properties(id)!["LogGroupName"]}:*",
        (_, "Name" or "QueueName") => id,
        _ => $"{id}.{attribute}",
    };
}
