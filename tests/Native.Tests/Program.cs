using PersonaSim.Native.Tests.Models.Probing;

namespace PersonaSim.Native.Tests;

/// <summary>The test assembly run as a program is the probe's child: <c>dotnet PersonaSim.Native.Tests.dll FILE</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            return ProbeChild.Run(args[0], Console.Out, Console.Error);
        }
        catch (PersimException e)
        {
            Console.Error.WriteLine(e.Message);
            return e.ExitCode;
        }
    }
}
