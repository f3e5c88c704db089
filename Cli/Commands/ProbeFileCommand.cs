using System.CommandLine;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Cli.Commands;

/// <summary>The child of the model gate: loads a file and decodes one token, and may be aborted by it.</summary>
internal static class ProbeFileCommand
{
    public const string Name = "internal-probe";
    private static readonly Argument<string> _file = new("file");

    public static Command Create()
    {
        var command = new Command(Name, "Load a model and decode one token (used by the model check).") { _file };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        LlamaRuntime.EnsureLoaded();
        output.WriteLine(ModelProbe.StartedLine);
        output.Flush();
        // no repacking: it costs memory and time, and says nothing about the file
        using var model = LlamaModel.Load(parsed.GetRequiredValue(_file), new ModelOptions { GpuLayers = 0, Repack = false, CheckTensors = true });
        using var context = LlamaContext.Create(model, new ContextOptions { Cells = 64, BatchTokens = 8, Outputs = 1, Threads = 1 });
        using var batch = new DecodeBatch(2);
        // a prompt of two, then one token: both kinds of graph
        for (var p = 0; p < 2; p++) batch.Add(model.Vocabulary.Bos ?? 0, p, new SequenceId(0), output: p == 1);
        context.Decode(batch);
        batch.Clear();
        batch.Add(model.Vocabulary.Bos ?? 0, 2, new SequenceId(0), output: true);
        context.Decode(batch);
        if (!context.Logits(0, static logits => AllFinite(logits))) throw new Native.InputException($"{model.Path}: the logits of the first token are not finite numbers.");
        output.WriteLine(ModelProbe.DecodedLine);
        return 0;
    }

    private static bool AllFinite(ReadOnlySpan<float> logits)
    {
        foreach (var value in logits)
        {
            if (!float.IsFinite(value)) return false;
        }

        return true;
    }
}
