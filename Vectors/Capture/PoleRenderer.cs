using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Capture;

/// <summary>
/// Turns items into tokens along the way a run goes: a user's message through the chat template up to where the model begins to speak, then
/// the answer as the model itself would have written it.
/// </summary>
public sealed class PoleRenderer
{
    private readonly LlamaModel _model;
    private readonly ContrastFrames _frames;
    private readonly ChatTemplate _template;
    private readonly ChatOptions _options = new() { AddGenerationPrompt = true, Variables = new Dictionary<string, object> { ["enable_thinking"] = false } };

    /// <param name="template">A built-in template's name; null: the model's own.</param>
    public PoleRenderer(LlamaModel model, ContrastFrames frames, string? template = null)
    {
        (_model, _frames) = (model, frames);
        string Name(int? token) => token is { } t ? model.Vocabulary.Name(t) : "";
        _template = ChatTemplate.ForModel(Path.GetFileName(model.Path), model.ChatTemplateSource, template, new SpecialTokenTexts(Name(model.Vocabulary.Bos), Name(model.Vocabulary.Eos)));
    }

    public string TemplateSha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_template.Source)));

    public string FramesSha256 => _frames.Sha256;

    /// <summary>The tokens of a pole's text and the span that is wanted of them.</summary>
    public CaptureText Render(ContrastItem item, Pole pole, bool swapped, CapturePosition position)
    {
        var tokens = Prompt(_frames.Question(item, swapped));
        var answer = tokens.Count;
        var letter = _frames.Letter(item, pole, swapped);
        var words = pole == Pole.High ? item.High : item.Low;
        if (letter.Length > 0)
        {
            tokens.AddRange(_model.Vocabulary.TokenizeContinuation(letter, special: false));
            words = " " + words; // the blank belongs to the word behind it, as the model would have written it
        }

        var span = tokens.Count;
        tokens.AddRange(_model.Vocabulary.TokenizeContinuation(words, special: false));
        return position switch
        {
            CapturePosition.Span => new CaptureText(tokens, span, tokens.Count),
            CapturePosition.Answer => new CaptureText(tokens, answer, tokens.Count),
            _ => CaptureText.Last(tokens),
        };
    }

    private List<int> Prompt(string question) => [.. PromptTokens.From(_model.Vocabulary, _template.RenderBlocks([new ChatMessage("user", question)], _options)).Tokens];
}
