using Airbyte.Cdk;
using Source.FacebookPages;

return await ConnectorHost.RunAsync(new FacebookPagesSource(), args);
