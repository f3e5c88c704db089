using System.Runtime.InteropServices;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Training;

/// <summary>Where a training stands, beside its tensors.</summary>
/// <param name="Fingerprint">Of everything that decides the result; a checkpoint of another training is refused.</param>
/// <param name="Stale">Looks at the validation loss since the best one.</param>
internal sealed record TrainingPoint(string Fingerprint, long Step, IReadOnlyList<(long Epoch, long Window)> Places, long Tokens, double Best, int Stale, double Loss, double Validation);

/// <summary>A training's folder: the checkpoint and the best weights as GGUF files of plain floats, the losses as CSV and as a picture.</summary>
internal sealed class TrainingFiles(string folder)
{
    private const string Prefix = "persim.training.";

    public string Checkpoint => Path.Combine(folder, "checkpoint.gguf");

    public string Best => Path.Combine(folder, "best.gguf");

    public string Losses => Path.Combine(folder, "loss.csv");

    public string Chart => Path.Combine(folder, "loss.svg");

    public void Save(TrainingMachine machine, TrainingPoint point)
    {
        var header = Header(point);
        (TrainingState State, string Ending)[] kept = [(TrainingState.Weight, ""), (TrainingState.FirstMoment, ".m"), (TrainingState.SecondMoment, ".v")];
        Write(Checkpoint, header, machine, kept);
    }

    public void SaveBest(TrainingMachine machine, TrainingPoint point) => Write(Best, Header(point), machine, (TrainingState.Weight, ""));

    /// <summary>Puts the checkpoint's tensors into the machine and returns where it stands.</summary>
    /// <param name="fingerprint">Of this training behind a step.</param>
    public TrainingPoint Load(TrainingMachine machine, Func<long, string> fingerprint) =>
        Read(Checkpoint, machine, fingerprint, (TrainingState.Weight, ""), (TrainingState.FirstMoment, ".m"), (TrainingState.SecondMoment, ".v"));

    public TrainingPoint LoadBest(TrainingMachine machine, Func<long, string> fingerprint) => Read(Best, machine, fingerprint, (TrainingState.Weight, ""));

    private static GgufHeader Header(TrainingPoint p)
    {
        var header = new GgufHeader()
            .Set("general.architecture", "persim-training")
            .Set(Prefix + "fingerprint", p.Fingerprint)
            .Set(Prefix + "step", p.Step)
            .Set(Prefix + "lengths", (long)p.Places.Count)
            .Set(Prefix + "tokens", p.Tokens)
            .Set(Prefix + "best", p.Best)
            .Set(Prefix + "stale", (long)p.Stale)
            .Set(Prefix + "loss", p.Loss)
            .Set(Prefix + "validation", p.Validation);
        foreach (var (i, (epoch, window)) in p.Places.Index()) header.Set($"{Prefix}epoch.{i}", epoch).Set($"{Prefix}window.{i}", window);
        return header;
    }

    private static void Write(string path, GgufHeader header, TrainingMachine machine, params ReadOnlySpan<(TrainingState State, string Ending)> kept)
    {
        foreach (var (_, ending) in kept)
        {
            foreach (var p in machine.Parameters) header.Add(p.Name + ending, GgmlType.F32, p.Shape);
        }

        using var writer = new GgufWriter(path, header);
        foreach (var (state, ending) in kept)
        {
            foreach (var p in machine.Parameters) writer.Append(p.Name + ending, MemoryMarshal.AsBytes(machine.Read(p, state).AsSpan()));
        }

        writer.Complete();
    }

    private static TrainingPoint Read(string path, TrainingMachine machine, Func<long, string> fingerprint, params ReadOnlySpan<(TrainingState State, string Ending)> kept)
    {
        using var file = GgufFile.Open(path);
        var m = file.Metadata;
        var found = m.GetString(Prefix + "fingerprint");
        var expected = fingerprint(m.GetInteger(Prefix + "step"));
        if (found != expected) throw new InputException($"{path} belongs to another training (its recipe, corpus, threads or program differ: {found[..12]}, expected {expected[..12]}). Restore the recipe, or start anew without --resume.");
        foreach (var (state, ending) in kept)
        {
            foreach (var p in machine.Parameters)
            {
                if (!file.TryGetTensor(p.Name + ending, out var tensor) || tensor.Type != GgmlType.F32 || !tensor.Dims.SequenceEqual(p.Shape)) throw new InputException($"{path} has no tensor {p.Name}{ending} of the shape [{string.Join(", ", p.Shape)}]: it is no checkpoint of this model.");
                machine.Write(p, state, MemoryMarshal.Cast<byte, float>(file.ReadTensor(tensor)));
            }
        }

        long Whole(string key) => m.GetInteger(Prefix + key);
        double Real(string key) => m.TryGetFloat(Prefix + key, out var value) ? value : throw new InputException($"{path} has no {Prefix}{key}: it is no checkpoint.");
        return new TrainingPoint(found, Whole("step"), [.. Enumerable.Range(0, (int)Whole("lengths")).Select(i => (Whole($"epoch.{i}"), Whole($"window.{i}")))], Whole("tokens"), Real("best"), (int)Whole("stale"), Real("loss"), Real("validation"));
    }
}
