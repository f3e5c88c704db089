using PersonaSim.Cli.Commands;
using PersonaSim.Cli.Wiring;

// the child of the model check has nothing to tidy up: a signal simply ends it
using var interruption = args is [ProbeFileCommand.Name, ..] ? null : new Interruption(Environment.Exit);
return await CommandLine.Run(args, Console.Out, Console.Error, interruption?.Token ?? CancellationToken.None);
