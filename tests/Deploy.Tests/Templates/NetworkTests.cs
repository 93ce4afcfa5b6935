using System.Text.Json.Nodes;

namespace Deploy.Tests.Templates;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("1", "NatGateway1", "NatGateway1")]
    [InlineData("2", "NatGateway1", "NatGateway2")]
    public void What_leaves_a_private_subnet_goes_through_NAT(string gateways, string first, string second)
    {
        var stack = new Stack(TemplateFile.Load("network.yaml"), ("NatGateways", gateways));
        Assert.Equal([first, second], new[] { "PrivateSubnet1", "PrivateSubnet2" }.Select(subnet => RouteOut(stack, subnet)["NatGatewayId"]!.GetValue<string>()));
        foreach (var gateway in new[] { first, second })
        {
            Assert.Equal("InternetGateway", RouteOut(stack, stack.Properties(gateway)!["SubnetId"]!.GetValue<string>())["GatewayId"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("1", "NatAddress1.PublicIp")]
    [InlineData("2", "NatAddress1.PublicIp,NatAddress2.PublicIp")]
    public void The_addresses_for_an_allowlist_are_told(string gateways, string addresses) =>
        Assert.Equal(addresses, new Stack(TemplateFile.Load("network.yaml"), ("NatGateways", gateways)).Output("NatAddresses"));

    [Fact]
    public void Traffic_to_S3_does_not_pay_for_NAT()
    {
        var endpoint = new Stack(TemplateFile.Load("network.yaml")).Properties("S3Endpoint")!;
        Assert.Equal("Gateway", endpoint["VpcEndpointType"]!.GetValue<string>());
        Assert.Equal($"com.amazonaws.{Stack.Region}.s3", endpoint["ServiceName"]!.GetValue<string>());
        Assert.Equal(["PrivateRoutes1", "PrivateRoutes2"], JsonTree.Strings(endpoint["RouteTableIds"]));
    }

    [Theory]
    [InlineData("false", 0)]
    [InlineData("true", 4)]
    public void The_other_services_get_endpoints_only_when_wanted(string wanted, int count)
    {
        var stack = new Stack(TemplateFile.Load("network.yaml"), ("InterfaceEndpoints", wanted));
        Assert.Equal(count, stack.Resources.Count(id => stack.Properties(id)!["VpcEndpointType"]?.GetValue<string>() == "Interface"));
    }

    [Theory]
    [InlineData("10.83.0.0/16", "10.83.0.0/24", "10.83.1.0/24", "10.83.2.0/24", "10.83.3.0/24")]
    [InlineData("172.20.252.0/22", "172.20.252.0/24", "172.20.253.0/24", "172.20.254.0/24", "172.20.255.0/24")]
    public void The_subnets_share_the_block_and_the_zones(string block, params string[] blocks)
    {
        var stack = new Stack(TemplateFile.Load("network.yaml"), ("VpcCidr", block));
        var subnets = new[] { "PublicSubnet1", "PublicSubnet2", "PrivateSubnet1", "PrivateSubnet2" }.Select(id => stack.Properties(id)!).ToList();
        Assert.Equal(blocks, subnets.Select(subnet => subnet["CidrBlock"]!.GetValue<string>()));
        Assert.Equal(["eu-west-1a", "eu-west-1b", "eu-west-1a", "eu-west-1b"], subnets.Select(subnet => subnet["AvailabilityZone"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("lambda.yaml", "")]
    [InlineData("fleet.yaml", "lambda")]
    [InlineData("fleet.yaml", "fargate")]
    [InlineData("fargate.yaml", "")]
    public void A_run_lets_nobody_in_and_itself_out_by_HTTPS_only(string name, string runner)
    {
        var stack = new Stack(TemplateFile.Load(name), [("VpcId", "vpc-1"), .. runner.Length == 0 ? [] : new[] { ("Runner", runner) }]);
        var group = stack.Properties("SecurityGroup")!;
        var rule = Assert.Single(group["SecurityGroupEgress"]!.AsArray())!;
        Assert.Equal(("tcp", 443, 443), (rule["IpProtocol"]!.GetValue<string>(), (int)rule["FromPort"]!.GetValue<long>(), (int)rule["ToPort"]!.GetValue<long>()));
        Assert.Null(group["SecurityGroupIngress"]);
    }

    // The route of a subnet to everywhere.
    private static JsonObject RouteOut(Stack stack, string subnet)
    {
        var tables = stack.Resources.Select(id => stack.Properties(id)!).Where(properties => properties["SubnetId"]?.ToString() == subnet && properties.ContainsKey("RouteTableId"));
        var table = Assert.Single(tables)["RouteTableId"]!.GetValue<string>();
        return Assert.Single(stack.Resources.Select(id => stack.Properties(id)!), properties => properties["RouteTableId"]?.ToString() == table && properties["DestinationCidrBlock"]?.ToString() == "0.0.0.0/0");
    }
}
