using System.Net;
using Bench;

// Everything happens on this machine, so a proxy that the environment names has no part in it.
HttpClient.DefaultProxy = new WebProxy();

return await BenchRun.RunAsync(args);
