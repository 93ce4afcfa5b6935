using Airbyte.Cdk;
using Source.FacebookPages;

return await ConnectorHost.RunAsync(new FacebookPagesSource(Surroundings.Of(Environment.GetEnvironmentVariable, TimeProvider.System)), args);
