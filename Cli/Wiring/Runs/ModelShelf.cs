using PersonaSim.Native.Models;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Models that were loaded, each once: minds of a run share them, and so do the runs of a comparison.</summary>
internal sealed class ModelShelf : IDisposable
{
    private readonly SortedDictionary<string, LlamaModel> _models = new(StringComparer.Ordinal);

    public LlamaModel Take(string path, TextWriter error, int? gpuLayers, CancellationToken cancellation)
    {
        if (!_models.TryGetValue(path, out var model)) _models[path] = model = ModelFiles.Load(path, error, gpuLayers, cancellation);
        return model;
    }

    public void Dispose()
    {
        foreach (var model in _models.Values) model.Dispose();
    }
}
