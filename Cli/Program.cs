using PersonaSim.Cli.Wiring;

return await CommandLine.Run(args, Console.Out, Console.Error);
