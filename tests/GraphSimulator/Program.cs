using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GraphSimulator;
using GraphSimulator.CommandLine;

var options = SimulatorOptions.Parse(args);
if (options.WantsHelp)
{
    StandardOutput.Write(OptionTable.Help);
    return 0;
}

try
{
    if (options.Mistake is { } mistake)
    {
        throw new OptionException(mistake);
    }

    var address = IPAddress.TryParse(options.Text("--host") ?? "127.0.0.1", out var parsed)
        ? parsed
        : throw new OptionException("Option --host wants an IP address.");
    var world = WorldBuilder.Build(options);
    var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    await using var server = await GraphSimulatorServer.StartAsync(world, options.Number("--port", 8099), options.Number("--http2-port", 0), address);
    server.Journal.IsOn = false;
    StandardOutput.Write(StandardOutput.Describe(server));
    await stop.Task;
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.TrySetResult();
    }
}
catch (OptionException exception)
{
    StandardOutput.WriteError(exception.Message + "\n");
    return 2;
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    StandardOutput.WriteError($"Can't listen: {exception.Message}\n");
    return 1;
}
