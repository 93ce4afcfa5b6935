using Airbyte.Cdk;
using Source.FacebookPages;
using Source.FacebookPages.Aws.Lambda;

using var signals = Signals.Register();
var environment = HostEnvironment.OfProcess(signals);
var surroundings = Surroundings.Of(environment.Variable, environment.Time);
var source = new FacebookPagesSource(surroundings);
return args.Length == 0 && environment.Variable(RuntimeApi.Variable) is { Length: > 0 } api
    ? await LambdaHost.RunAsync(source, surroundings, api, environment)
    : await ConnectorHost.RunAsync(source, args, environment);
