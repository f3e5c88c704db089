using PersonaSim.Native;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Cli.Wiring;

/// <summary>A vector may only steer the model that it was made for.</summary>
internal static class VectorFit
{
    private const string NoHint = "unknown";

    /// <summary>Reads a vector for a model; another width, depth, architecture or base model is refused.</summary>
    public static ControlVector Read(string path, BaseModel model)
    {
        var vector = ControlVector.Read(path);
        var shown = Folders.Show(path);
        if (vector.Width != model.Width) throw new InputException($"{shown} has directions of width {vector.Width}, and {model.Name} is {model.Width} wide: it was made for another model.");
        if (vector.Layers.Keys.Max() >= model.Layers) throw new InputException($"{shown} reaches to layer {vector.Layers.Keys.Max()}, and {model.Name} has layers 0 to {model.Layers - 1}: it was made for another model.");
        if (vector.ModelHint is not (NoHint or "") && vector.ModelHint != model.Architecture) throw new InputException($"{shown} was made for a model of the architecture '{vector.ModelHint}', and {model.Name} is '{model.Architecture}'. If it is the same model under another name, import it: persim vectors import {shown} --model {model.Name} --name {Path.GetFileNameWithoutExtension(path)} --force.");
        if (ImportCard.Find(path) is not { } card) return Computed(path, vector, model);
        if (card.Sha256 != ImportCard.HashOf(path)) throw new InputException($"{shown} is not the file that its card {Path.GetFileName(ImportCard.PathOf(path))} describes: one of the two was changed. Import the vector again (--force), or remove the card.");
        if (card.Model.Sha256 != model.Sha256 && card.Model.Base != model.Base) throw new InputException($"{shown} was imported for {card.Model.Name} (sha256 {card.Model.Sha256[..12]}), and {model.Name} (sha256 {model.Sha256[..12]}) has other weights, not another quantisation of the same: it was made for another model.");
        return vector;
    }

    // the card of a computed vector says whose residual stream it is from; another quantisation of that model has the same base
    private static ControlVector Computed(string path, ControlVector vector, BaseModel model)
    {
        if (!File.Exists(CardFile.PathOf(path)) || CardFile.Beside(path)?.Computed.Model is not { Base: { } made } card || card.Sha256 == model.Sha256 || made == model.Base) return vector;
        throw new InputException($"{Folders.Show(path)} was computed from {card.Name} (sha256 {card.Sha256[..12]}), and {model.Name} (sha256 {model.Sha256[..12]}) has other weights, not another quantisation of the same: compute its own (persim vectors compute --model {model.Name}).");
    }

    public static double Norm(float[] direction) => Math.Sqrt(direction.Sum(v => (double)v * v));

    /// <summary>The direction as it counts: uncalibrated where the card beside it says so.</summary>
    public static bool IsUncalibrated(string path) => ImportCard.Find(path) is { Calibrated: false };
}
