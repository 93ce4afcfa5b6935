using System.Net;
using Demo;

// Everything happens on this machine, so a proxy that the environment names has no part in it.
HttpClient.DefaultProxy = new WebProxy();

return await Walkthrough.RunAsync(Terminal.Open());
