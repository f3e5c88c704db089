using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors placebo`: directions of permuted labels, which the arm placebo doses, another set for each seed.</summary>
internal static class VectorsPlaceboCommand
{
    private static readonly Option<string> _model = Shared.Model();
    private static readonly Option<string?> _traits = new("--traits") { Description = "Which traits; separated by commas. [default: all that have a vector]", HelpName = "E,A,C,N,O" };
    private static readonly Option<int> _draws = Whole.Option("--draws", "Sets of directions: seed s of a run takes set s mod N.", 5, most: 200);
    private static readonly Option<ulong> _seed = Whole.Seed("Of the labels' draws; with the same one `persim vectors calibrate` asks the same directions first.", 1);
    private static readonly Option<string?> _vectors = new("--vectors") { Description = "The folder of vectors, cards and captured states. [default: models/vectors/MODEL]", HelpName = "DIR" };
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(string Folder, ulong Seed, int Draws, IReadOnlyList<string> Files, IReadOnlyList<string> Removed);

    public static Command Create()
    {
        var command = new Command("placebo", "Make directions of permuted labels from captured states, each block as long as in the trait's own vector: what the arm placebo doses. Their files say what they are, and no run takes one for a trait's.") { _model, _traits, _draws, _seed, _vectors, _json };
        HelpWithExamples.Declare(command, "persim vectors compute --model my.gguf", "persim vectors placebo --model my.gguf", "persim vectors placebo --model my.gguf --draws 20 --seed 3 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var path = ModelFiles.Find(parsed.GetRequiredValue(_model));
        var (folder, name) = (Path.GetFullPath(parsed.GetValue(_vectors) ?? VectorFiles.FolderOf(path)), Path.GetFileNameWithoutExtension(path));
        var traits = Traits(parsed.GetValue(_traits), folder, name);
        if (Folders.WhyNotWritable(folder) is { } reason) throw new InputException($"nothing can be written to {Folders.Show(folder)}: {reason}.");
        var (seed, draws) = (parsed.GetValue(_seed), parsed.GetValue(_draws));
        var made = new List<(string Name, ControlVector Vector)>();
        using (var line = new ProgressLine(error, "placebos", traits.Count))
        {
            foreach (var trait in traits)
            {
                cancellation.ThrowIfCancellationRequested();
                made.AddRange(PlaceboVectors.Make(VectorFiles.PathOf(folder, trait), seed, draws).Select((v, draw) => (PlaceboVectors.NameOf(trait, draw), v)));
                line.Advance();
            }
        }

        cancellation.ThrowIfCancellationRequested();
        var removed = Surplus(folder, traits, draws).ToList(); // a run would go on drawing from sets of another seed or of older vectors
        foreach (var file in removed) File.Delete(file);
        foreach (var (direction, vector) in made) vector.Write(VectorFiles.PathOf(folder, direction), $"permuted labels of {vector.Placebo!.Of}, draw {vector.Placebo.Draw + 1} of seed {seed}: a control, not a trait");
        if (traits.Count < TraitFacets.Letters.Length) error.WriteLine($"persim: note: the arm placebo doses all five traits, and these are placebos of {string.Join(", ", traits)} only.");
        List<string> files = [.. made.Select(m => VectorFiles.PathOf(folder, m.Name))];
        if (parsed.GetValue(_json)) Json.Write(output, new Report(folder, seed, draws, files, removed));
        else output.WriteLine($"{Words.Count(draws, "set")} of permuted-label directions of {string.Join(", ", traits)} (seed {seed}) in {Folders.Show(folder)}{(removed.Count > 0 ? $"; {Words.Count(removed.Count, "file")} of earlier sets removed" : "")}. Run s of a comparison takes set s mod {draws}: persim compare town.small --model {name} --arms none,steer,placebo");
        return 0;
    }

    private static List<string> Traits(string? words, string folder, string model)
    {
        string[] known = [.. TraitFacets.Letters.Select(l => l.ToString())];
        List<string> there = [.. known.Where(t => File.Exists(VectorFiles.PathOf(folder, t)))];
        if (there.Count == 0) throw new InputException($"{Folders.Show(folder)} has no trait's vector: compute them first (persim vectors compute --model {model}).");
        if (words is null) return there;
        var traits = words.Split(',', StringSplitOptions.TrimEntries).ToList();
        foreach (var trait in traits)
        {
            if (!known.Contains(trait)) throw Nearest.Unknown("trait in --traits", trait, known);
            if (!there.Contains(trait)) throw new InputException($"--traits {trait}: {Folders.Show(folder)} has no vector of {trait}; it has {string.Join(", ", there)}.");
        }

        return [.. traits.Distinct()];
    }

    // only files that say of themselves that they are placebos of these traits
    private static IEnumerable<string> Surplus(string folder, List<string> traits, int draws)
    {
        foreach (var trait in traits)
        {
            for (var draw = draws; VectorFiles.PathOf(folder, PlaceboVectors.NameOf(trait, draw)) is var file && File.Exists(file); draw++)
            {
                if (ControlVector.Read(file).Placebo?.Of == trait) yield return file;
            }
        }
    }
}
