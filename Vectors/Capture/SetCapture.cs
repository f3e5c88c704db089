using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Capture;

/// <summary>
/// The states of one set, page by page. A page is a fixed run of texts that enters an empty cache, so its states do not depend on what was
/// captured before: a computation that was stopped goes on at the last whole page and ends with the same bits.
/// </summary>
internal sealed class SetCapture
{
    private readonly ContrastSet _set;
    private readonly PoleRenderer _renderer;
    private readonly CapturePosition _position;
    private readonly PoleText[] _texts;
    private readonly int[] _tokens;

    public SetCapture(ContrastSet set, string file, LlamaModel model, PoleRenderer renderer, CapturePosition position)
    {
        (_set, _renderer, _position) = (set, renderer, position);
        _texts = [.. PoleText.Of(set)];
        // tokenized twice, now for the lengths: keeping the tokens would let memory grow with the items
        _tokens = [.. _texts.Select(t => Render(t).Tokens.Count)];
        var longest = Array.IndexOf(_tokens, _tokens.Max());
        var item = set.Items[_texts[longest].Item];
        if (_tokens[longest] > model.TrainedContext) throw new InputException($"{file}, line {item.Line}, {item.Id}: the text has {_tokens[longest]} tokens with the chat template around it, and {Path.GetFileName(model.Path)} was trained for {model.TrainedContext}. Shorten the item, or take another model.");
    }

    public int Longest => _tokens.Max();

    public long Tokens => _tokens.Sum(t => (long)t);

    public IEnumerable<IReadOnlyList<int>> Texts() => _texts.Select(t => Render(t).Tokens);

    public CaptureHeader Header(string model, CaptureSettings settings, int width, IReadOnlyList<int> layers) => new(
        CaptureHeader.CurrentVersion,
        model,
        _set.Name,
        Sha256Of(_set),
        settings,
        width,
        layers,
        [.. _set.Items.Select(i => new CapturedItem(i.Id, i.Facet, i.Split, i.Kind, i.HighFirst))],
        [.. _texts.Select((t, i) => new CapturedText(t.Item, t.Pole, t.Swapped, _tokens[i]))]);

    /// <summary>Captures what the file lacks; <paramref name="progress"/> hears how many tokens are done.</summary>
    public void Run(ActivationTap tap, CaptureFile file, Action<long> progress, CancellationToken cancellation)
    {
        var states = new float[tap.Layers.Count * file.Header.Width];
        var lengths = new float[tap.Layers.Count];
        for (int start = 0, end; start < _texts.Length; start = end)
        {
            end = PageEnd(start, file.Header.Settings.PageTokens);
            if (file.Count >= end) continue;
            file.Truncate(start); // half a page would be captured in another company of texts than a whole one
            var first = start;
            tap.Capture(_texts[start..end].Select(Render), (text, layer, mean, length) =>
            {
                var place = IndexOf(tap, layer);
                if (!float.IsFinite(TensorPrimitives.MaxMagnitude(mean)) || !float.IsFinite(length)) throw NotFinite(first + text, layer);
                mean.CopyTo(states.AsSpan(place * mean.Length));
                lengths[place] = length;
                if (place < tap.Layers.Count - 1) return;
                if (first + text != file.Count) throw new InvalidOperationException($"Text {first + text} is complete before text {file.Count}."); // texts of one page end in their order
                file.Append(states, lengths);
            }, cancellation);
            progress(_tokens.Take(end).Sum(t => (long)t));
        }
    }

    /// <summary>Of the items as they were read: blanks and the order of fields in the file do not matter.</summary>
    public static string Sha256Of(ContrastSet set) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(set.Items.Select(i => i with { Line = 0 })))));

    private CaptureText Render(PoleText text) => _renderer.Render(_set.Items[text.Item], text.Pole, text.Swapped, _position);

    private int PageEnd(int start, int pageTokens)
    {
        var (end, tokens) = (start, 0L);
        do tokens += _tokens[end++];
        while (end < _texts.Length && tokens + _tokens[end] <= pageTokens);
        return end;
    }

    private static int IndexOf(ActivationTap tap, int layer)
    {
        for (var i = 0; i < tap.Layers.Count; i++)
        {
            if (tap.Layers[i] == layer) return i;
        }

        throw new InvalidOperationException($"The tap delivered layer {layer}, which nobody asked for.");
    }

    private InputException NotFinite(int text, int layer)
    {
        var item = _set.Items[_texts[text].Item];
        return new InputException($"The hidden state behind block {layer} is not finite for {item.Id} ({_texts[text].Pole.ToString().ToLowerInvariant()}): the model's file is damaged or its numbers overflow here. Check it (persim models list), or take another quantisation.");
    }
}
