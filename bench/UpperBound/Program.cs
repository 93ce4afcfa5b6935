using System.Globalization;
using Microsoft.Win32.SafeHandles;
using UpperBound;

// How fast this machine can format and write such records at all: no HTTP, no parsing, no state, one thread.
var values = RecordValues.Load(args[0]);
var count = long.Parse(args[1], CultureInfo.InvariantCulture);
using var handle = new SafeFileHandle(1, ownsHandle: false);
await using var output = new FileStream(handle, FileAccess.Write, bufferSize: 0);
RecordLoop.Write(values, count, output);
return 0;
